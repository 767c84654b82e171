import { expect, it } from 'vitest'
import { TooBusyError } from '#src/access/passwords.ts'
import { HttpError } from '#src/http/errors.ts'
import { dataOf, errorFrom } from '#src/writer/errors-as-data.ts'

it.each([new TooBusyError('too many passwords are being checked'), new HttpError(403, 'above them')])(
  '%o is the same at the other end',
  (error) => {
    const there = errorFrom(structuredClone(dataOf(error)))
    expect(there).toBeInstanceOf(error.constructor)
    expect(there).toMatchObject({ ...error, message: error.message })
  },
)
