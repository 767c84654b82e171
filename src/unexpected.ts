import type { Logger } from './http/log.ts'

/**
 * What nobody foresaw, and what Node warns of, is said in the log like everything else, without the message, which may quote
 * somebody's data. What nobody foresaw ends the process, since nobody knows in which state it is.
 */
export function logTheUnexpected(logger: Logger): void {
  process.on('uncaughtException', (error: unknown) => {
    const { name, stack = '' } = error instanceof Error ? error : new Error('not an error')
    logger.fatal({ type: name, stack: placesIn(stack) }, 'the process has failed')
    process.exit(1)
  })
  process.removeAllListeners('warning')
  process.on('warning', ({ name, stack = '' }) => {
    logger.warn({ type: name, stack: placesIn(stack) }, 'Node.js warns')
  })
}

const placesIn = (stack: string): string =>
  stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n')
