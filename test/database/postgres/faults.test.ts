import { expect, test } from 'vitest'
import { isWorthAnotherTry, told } from '#src/database/postgres/faults.ts'
import { postgresEngine } from '#src/database/postgres/engine.ts'
import { DatabaseError, storageFault, storageReason } from '#src/database/storage-fault.ts'

const refusal = (code: string) => Object.assign(new Error('x'), { code })

test.each([
  ['53100', 'not_durable', 'disk_full'],
  ['53300', 'busy', 'unreachable'],
  ['53200', 'not_durable', 'failing'],
  ['25006', 'not_durable', 'read_only'],
  ['57014', 'busy', 'locked'],
  ['55P03', 'busy', 'locked'],
  ['40001', 'busy', 'locked'],
  ['57P01', 'not_durable', 'unreachable'],
  ['57P03', 'not_durable', 'unreachable'],
  ['08006', 'not_durable', 'unreachable'],
  ['58030', 'not_durable', 'failing'],
  ['XX001', 'not_durable', 'damaged'],
  ['ECONNREFUSED', 'not_durable', 'unreachable'],
  ['ECONNRESET', 'not_durable', 'unreachable'],
  ['ENOTFOUND', 'not_durable', 'unreachable'],
  // Mistakes of the program.
  ['42601', undefined, 'failing'],
  ['23505', undefined, 'failing'],
  ['ENOENT', undefined, 'failing'],
])('of the code %s is %s, for the reason %s', (code, fault, reason) => {
  const error = told(refusal(code))
  expect([storageFault(error), storageReason(error)]).toEqual([fault, reason])
})

test.each([
  ['timeout exceeded when trying to connect', 'busy'],
  ['Connection terminated unexpectedly', 'not_durable'],
  ['Connection terminated due to connection timeout', 'not_durable'],
])('what is said without a code, “%s”, is %s', (message, fault) => {
  expect(storageFault(told(new Error(message)))).toBe(fault)
})

test.each([
  ['40001', true],
  ['40P01', true],
  ['23505', true],
  ['23503', false],
  ['57014', false],
])('a transaction that ended with %s is worth another try: %s', (code, isWorthIt) => {
  expect(isWorthAnotherTry(told(refusal(code)))).toBe(isWorthIt)
})

test('where nobody listens the start says which server, and keeps the password to itself', async () => {
  const opened = postgresEngine('postgres://portal:a-secret@127.0.0.1:1/desk').open({ create: false })
  await expect(opened).rejects.toBeInstanceOf(DatabaseError)
  await expect(opened).rejects.toThrow(
    /^postgres:\/\/127\.0\.0\.1:1\/desk: the server cannot be reached, or is not ready\.$/,
  )
})
