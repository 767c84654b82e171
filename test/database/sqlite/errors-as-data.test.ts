import { expect, it } from 'vitest'
import { TooBusyError } from '#src/access/passwords.ts'
import { forbidden, Refusal } from '#src/access/refusals.ts'
import { errorsAsData } from '#src/database/sqlite/errors-as-data.ts'
import { StorageError } from '#src/database/storage-fault.ts'

const asData = errorsAsData([Refusal, TooBusyError])

it.each([
  new TooBusyError('too many passwords are being checked'),
  forbidden('above them'),
  new StorageError('busy', 'locked', 'database is locked'),
])('%o is the same at the other end', (error) => {
  const there = asData.errorFrom(structuredClone(asData.dataOf(error)))
  expect(there).toBeInstanceOf(error.constructor)
  expect(there).toMatchObject({ ...error, message: error.message, stack: error.stack })
})

it('keeps the name and the place of a mistake', () => {
  const mistake = new RangeError('beyond the end')
  const there = asData.errorFrom(structuredClone(asData.dataOf(mistake)))
  expect(there).not.toBeInstanceOf(StorageError)
  expect(there).toMatchObject({ name: 'RangeError', message: mistake.message, stack: mistake.stack })
})
