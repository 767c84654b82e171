import { describe, expect, it } from 'vitest'
import { hashPassword, passwordMatches, TooBusyError } from '#src/access/passwords.ts'

const password = 'correct horse battery'

describe('a password', () => {
  it('is kept as a hash that costs what OWASP asks, and never the same one twice', async () => {
    const [first, second] = await Promise.all([hashPassword(password), hashPassword(password)])
    expect(first).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/)
    expect(first).not.toBe(second)
    expect(first).not.toContain(password)
  })

  it('matches its own hash, and no other does', async () => {
    const stored = await hashPassword(password)
    expect(await passwordMatches(password, stored)).toBe(true)
    expect(await passwordMatches(`${password} `, stored)).toBe(false)
    expect(await passwordMatches(password.toUpperCase(), stored)).toBe(false)
    expect(await passwordMatches('', stored)).toBe(false)
  })

  it('is the same typed on another keyboard', async () => {
    const stored = await hashPassword('contraseña muy larga')
    expect(await passwordMatches('contrasen\u0303a muy larga', stored)).toBe(true)
  })

  it('of nobody never matches', async () => {
    expect(await passwordMatches('nobody has this password', undefined)).toBe(false)
  })

  it('of nobody is checked like that of somebody, for as long: it needs a turn as well', async () => {
    const stored = await hashPassword(password)
    await passwordMatches(password, undefined)
    const full = Array.from({ length: 22 }, () => hashPassword(password))
    await expect(passwordMatches(password, stored)).rejects.toBeInstanceOf(TooBusyError)
    await expect(passwordMatches(password, undefined)).rejects.toBeInstanceOf(TooBusyError)
    await Promise.all(full)
  })

  it('has to wait its turn, and is turned away where too many wait', async () => {
    const many = await Promise.allSettled(Array.from({ length: 30 }, () => hashPassword(password)))
    const refused = many.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(8)
    for (const { reason } of refused) expect(reason).toBeInstanceOf(TooBusyError)
    expect(await hashPassword(password)).toMatch(/^\$argon2id/)
  })
})
