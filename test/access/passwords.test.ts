import { describe, expect, it } from 'vitest'
import { hashPassword, inTurn, passwordMatches, TooBusyError, type Line } from '#src/access/passwords.ts'

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

  it('has to wait its turn, and is turned away where too many wait', async () => {
    const many = await Promise.allSettled(Array.from({ length: 30 }, () => hashPassword(password)))
    const refused = many.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(8)
    for (const { reason } of refused) expect(reason).toBeInstanceOf(TooBusyError)
    expect(await hashPassword(password)).toMatch(/^\$argon2id/)
  })

  it('of somebody known does not wait for those of strangers', async () => {
    const order: string[] = []
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const come = (line: Line, name: string) =>
      inTurn(line, async () => {
        await promise
        order.push(name)
      })
    const strangers = Array.from({ length: 22 }, (_, at) => come('stranger', `stranger ${at}`))
    await expect(come('stranger', 'one too many')).rejects.toBeInstanceOf(TooBusyError)
    const known = Array.from({ length: 20 }, (_, at) => come('known', `known ${at}`))
    await expect(come('known', 'one too many')).rejects.toBeInstanceOf(TooBusyError)
    resolve(undefined)
    await Promise.all([...strangers, ...known])
    expect(order).toHaveLength(42)
    expect(order.slice(0, 2)).toEqual(['stranger 0', 'stranger 1'])
    expect(order.slice(2, 22)).toEqual(Array.from({ length: 20 }, (_, at) => `known ${at}`))
  })
})
