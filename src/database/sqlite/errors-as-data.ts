import type { ErrorClass } from '../engine.ts'
import { StorageError } from '../storage-fault.ts'

/**
 * Errors as they go from one thread or process to another. Messages carry plain data: the classes that somebody waits for
 * are made again at the other end, all others are mistakes in the program and keep what helps to find them.
 */
export type ErrorData = { name: string; message: string; stack: string | undefined; fields: object }

export type ErrorsAsData = {
  dataOf: (error: unknown) => ErrorData
  errorFrom: (data: ErrorData) => Error
}

/** @param known classes that are made again, beside those of the storage */
export function errorsAsData(known: readonly ErrorClass[]): ErrorsAsData {
  const classes = new Map([StorageError, ...known].map((one) => [one.name, one]))

  return {
    dataOf(error: unknown): ErrorData {
      const thrown = error instanceof Error ? error : new Error(String(error))
      const { message, stack } = thrown
      const own = classes.get(thrown.constructor.name)
      return own && thrown instanceof own
        ? { name: own.name, message, stack, fields: { ...thrown } }
        : { name: thrown.name, message, stack, fields: {} }
    },

    errorFrom({ name, message, stack, fields }: ErrorData): Error {
      const error = Object.assign(new Error(message), stack === undefined ? {} : { stack })
      const own = classes.get(name)
      return own
        ? (Object.setPrototypeOf(Object.assign(error, fields), own.prototype) as Error)
        : Object.assign(error, { name })
    },
  }
}
