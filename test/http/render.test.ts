import ejs from 'ejs'
import { expect, it } from 'vitest'
import { escaped } from '#src/http/escaped.ts'
import { openPortalForTest } from '#test/support/portal.ts'
import { people } from '#test/support/person.ts'

it('what a view says is escaped as EJS escapes it', () => {
  const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code))
  for (const value of [...characters, '<a href="b">&\'</a>', 'plain', '', 0, 12.5, null, undefined]) {
    expect(escaped(value)).toBe(ejs.escapeXML(value as string))
  }
})

it('a page says how long it took in development, and only there', async () => {
  const portal = await openPortalForTest({ env: { NODE_ENV: 'development' } })
  const page = await portal.visitor().get('/sign-in')
  expect(page.headers['server-timing']).toMatch(/^read;dur=\d+\.\d, draw;dur=\d+\.\d$/)
  const inProduction = await openPortalForTest({ empty: true })
  expect((await inProduction.visitor().get('/sign-in')).headers).not.toHaveProperty('server-timing')
})

it('the pages of those who have signed in say what may be fetched ahead: not what is a file', async () => {
  const portal = await openPortalForTest()
  const person = await portal.signIn(people.admin)
  const address = String((await person.get('/')).headers['speculation-rules'])
  expect(address).toMatch(/^"\/assets\/scripts\/ahead\.[\w-]+\.json"$/)
  const rules = await person.get(JSON.parse(address) as string)
  expect(rules.headers['content-type']).toBe('application/speculationrules+json')
  expect(rules.body).toMatchObject({ prefetch: [{ eagerness: 'conservative' }] })
  expect((await portal.visitor().get('/sign-in')).headers).not.toHaveProperty('speculation-rules')
})
