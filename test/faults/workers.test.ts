import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { inject, expect, it, onTestFinished } from 'vitest'
import { writerForWorkers } from '#src/database/sqlite/hosts.ts'
import { createLogger } from '#src/http/log.ts'
import { processTimeout } from '#test/support/command.ts'
import { copyDatabase, ServerProcess } from '#test/support/server-process.ts'

/** Workers that are killed: one is replaced, and only when they end again and again the portal gives up. */

const started = /"pid":(\d+),"msg":"a worker has started"/g
const replaced = /"code":null,"signal":"SIGKILL".*"msg":"a worker has ended, another one takes its place"/g

async function severalWorkers(): Promise<ServerProcess> {
  const { file, remove } = copyDatabase(inject('seededDatabase'))
  const server = await ServerProcess.start({ file, env: { WEB_CONCURRENCY: '2', LOG_LEVEL: 'info' } })
  onTestFinished(async () => {
    await server.stop('SIGKILL')
    remove()
  })
  return server
}

/** Kills the worker that was started as the so manieth. */
async function killWorker(server: ServerProcess, number: number): Promise<void> {
  const workers = await server.hears(started, number)
  try {
    process.kill(Number(workers[number - 1]![1]), 'SIGKILL')
  } catch (error) {
    // The portal gave up meanwhile and ended it.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

it('one worker that is killed right after its start is replaced', { timeout: processTimeout }, async () => {
  const server = await severalWorkers()
  await killWorker(server, 2)
  await server.hears(replaced)
  await server.hears(started, 3)
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  expect(await server.stop('SIGINT')).toEqual({ code: 0, signal: null })
})

it(
  'the portal ends with a word when they are killed again and again',
  { timeout: processTimeout },
  async () => {
    const server = await severalWorkers()
    for (let number = 1; server.running; number += 1) {
      await Promise.race([killWorker(server, number), server.ended()])
    }
    expect(await server.ended()).toEqual({ code: 1, signal: null })
    // What a worker said at its very end may stand after it, or break off.
    expect(server.said).toMatch(/^\{"level":60,.*again and again/m)
  },
)

it('one that ends while something is written for it is not answered, and nobody ends with it', async () => {
  const { file, remove } = copyDatabase(inject('seededDatabase'))
  const asks = `process.send({ call: 1, name: 'endMeanwhile', input: [] }); setInterval(() => {}, 1000)`
  const worker = spawn(process.execPath, ['-e', asks], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  })
  const errors: unknown[] = []
  worker.on('error', (error) => errors.push(error))
  const useCases = {
    /** All in one turn, so that nobody hears of the end before the answer is sent. */
    endMeanwhile() {
      worker.kill('SIGKILL')
      while (!hasEnded(worker.pid!));
      return Promise.resolve()
    },
  }
  const writer = writerForWorkers(`file:${file}`, {
    begin: () => ({ useCases, isRunning: () => false, stop: () => Promise.resolve() }),
    names: ['endMeanwhile'],
    lasting: [],
    errors: [],
    thread: { module: new URL(import.meta.url), settings: undefined },
    logger: createLogger('silent'),
  })
  onTestFinished(async () => {
    await writer.stop()
    remove()
  })
  writer.serve(worker)
  expect(await once(worker, 'close')).toEqual([null, 'SIGKILL'])
  expect(errors).toEqual([])
})

/** Whether a process has ended, which this one has not been told yet (proc_pid_stat(5): its state is Z). */
const hasEnded = (pid: number): boolean => readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
