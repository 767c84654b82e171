import { expect, it } from 'vitest'
import { openPortalForTest } from '#test/support/portal.ts'
import { people } from '#test/support/person.ts'

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
