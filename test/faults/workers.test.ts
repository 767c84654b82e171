import { inject, expect, it, onTestFinished } from 'vitest'
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
