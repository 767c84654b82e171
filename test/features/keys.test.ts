import { afterAll, beforeAll, expect, it } from 'vitest'
import { people } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'
import { textsOf } from '#test/support/customers.ts'

let portal: Portal

beforeAll(async () => {
  portal = await openPortal()
})

afterAll(() => portal.close())

type Palette = { words: Record<string, string>; pages: { label: string; href: string }[] }

it.each([people.globalAdmin, people.admin, people.sales, people.helpdesk, people.viewer])(
  'the palette leads %s only to pages that are there for them',
  async (email) => {
    const person = await portal.signIn(email)
    const { pages } = (await person.get('/palette')).body as Palette
    expect(pages.map((page) => page.href)).toEqual(expect.arrayContaining(['/', '/customers', '/profile']))
    for (const { href } of pages) expect((await person.get(href)).status, href).toBe(200)
    const offersNew = pages.some((page) => page.href === '/customers/new')
    expect(offersNew).toBe((await person.get('/customers/new')).status === 200)
  },
)

it('the palette and the sheet speak the reader’s language', async () => {
  const person = await portal.signIn(people.helpdesk)
  await person.post('/language', { language: 'zh-Hans' })
  expect(((await person.get('/palette')).body as Palette).words.title).toBe('命令')
  const $ = await person.page('/shortcuts')
  expect(textsOf($, 'h1')).toEqual(['键盘快捷键'])
  expect(textsOf($, 'kbd')).toEqual(expect.arrayContaining(['Ctrl', 'K', '?', '/', 'e', 'j', 'Enter']))
})
