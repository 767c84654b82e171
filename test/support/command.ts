import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { limited, nodeArguments } from './server-process.ts'

const project = path.join(import.meta.dirname, '../..')
/** How long tests of whole processes may take on a busy machine, in ms. */
export const processTimeout = 120_000
/** How long a program may take that is to end by itself, in ms: one that goes on instead is ended, and its test fails. */
const runTimeout = 100_000

const secret = 'a secret for tests that is long enough to be one'

/** How a program ended and what it wrote. */
export type Ended = { code: number | null; signal: NodeJS.Signals | null; out: string; err: string }

type RunOptions = { env?: Record<string, string>; input?: string; largestFile?: number }

/** Runs what an npm script runs to its end, with an environment of its own. */
export function run(
  script: 'start' | 'portal',
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<Ended> {
  return runNode([...nodeArguments(script), ...args], options)
}

/** Runs a program to its end. @param args what Node is given: its options, the program, and what that is given */
export async function runNode(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const program = [process.execPath, ...args]
  const child = spawn('sh', limited(options.largestFile ?? 'unlimited', program), {
    cwd: project,
    env: { PATH: process.env.PATH, NODE_ENV: 'test', SESSION_SECRETS: secret, ...options.env },
    timeout: runTimeout,
    killSignal: 'SIGKILL',
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  child.stdin.end(options.input ?? '')
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  return { code, signal, out, err }
}

/** One of `npm run portal`'s commands on a database, by its file or its URL. */
export function portalCommand(
  database: string,
  args: readonly string[],
  options: { input?: string; largestFile?: number } = {},
): Promise<Ended> {
  return run('portal', args, {
    env: {
      DATABASE_URL: database.includes('://') || database.startsWith('file:') ? database : `file:${database}`,
    },
    ...options,
  })
}
