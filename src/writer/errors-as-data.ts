import { TooBusyError } from '#src/access/passwords.ts'
import { sqliteError, sqliteCode, UncertainCommitError } from '#src/database/sqlite.ts'
import { ImportError } from '#src/features/customers/import/import-error.ts'
import { HttpError } from '#src/http/errors.ts'

/**
 * Errors as they go from one thread or process to another. Messages carry plain data: the classes that somebody waits for
 * are made again at the other end, all others are mistakes in the program and keep what helps to find them.
 */
export type ErrorData =
  | { kind: 'http'; status: HttpError['status']; reason: string; retryAfter: number | undefined }
  | { kind: 'import'; key: ImportError['key']; values: ImportError['values'] }
  | { kind: 'sqlite'; code: string; message: string }
  | { kind: 'busy'; message: string }
  | { kind: 'uncertain'; message: string; code: string }
  | { kind: 'other'; name: string; message: string; stack: string | undefined }

export function dataOf(error: unknown): ErrorData {
  if (error instanceof HttpError)
    return { kind: 'http', status: error.status, reason: error.message, retryAfter: error.retryAfter }
  if (error instanceof ImportError) return { kind: 'import', key: error.key, values: error.values }
  if (error instanceof TooBusyError) return { kind: 'busy', message: error.message }
  if (error instanceof UncertainCommitError)
    return { kind: 'uncertain', message: error.message, code: sqliteCode(error.cause) }
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  const code = sqliteCode(error)
  return code === '' ? { kind: 'other', name, message, stack } : { kind: 'sqlite', code, message }
}

export function errorFrom(data: ErrorData): Error {
  switch (data.kind) {
    case 'http':
      return new HttpError(data.status, data.reason, data.retryAfter)
    case 'import':
      return new ImportError(data.key, data.values)
    case 'sqlite':
      return sqliteError(data.message, data.code)
    case 'uncertain':
      return new UncertainCommitError(data.message, { cause: sqliteError('the commit failed', data.code) })
    case 'busy':
      return new TooBusyError(data.message)
    case 'other': {
      const { name, message, stack } = data
      return Object.assign(new Error(message), { name, ...(stack === undefined ? {} : { stack }) })
    }
  }
}
