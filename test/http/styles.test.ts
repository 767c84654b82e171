import { readFileSync } from 'node:fs'
import { load } from 'cheerio'
import { expect, it } from 'vitest'
import { usedOfTabler } from '#src/build-styles.ts'
import { renderView, type Views } from '#src/http/render.ts'
import { builtFile, portalStyles, wholeTabler } from '#src/http/styles.ts'
import { translator } from '#src/i18n/translator.ts'
import { emptyFixtures, frameFixture, fullFixtures } from '#test/support/view-fixtures.ts'

const classesOf = (css: string) => new Set([...css.matchAll(/\.([A-Za-z][\w-]*)/g)].map(([, name]) => name))

const whole = classesOf(wholeTabler())
const built = readFileSync(builtFile(), 'utf8')

/** The classes of everything on a page. */
function classesOn(html: string): string[] {
  const $ = load(html)
  return $('[class]')
    .toArray()
    .flatMap((element) => ($(element).attr('class') ?? '').split(/\s+/))
}

const pages = [fullFixtures('Northwind'), emptyFixtures('Northwind')].flatMap((fixtures) =>
  (Object.keys(fixtures) as (keyof Views)[]).flatMap((name) =>
    [true, false].map((signedIn) =>
      renderView(name, fixtures[name], frameFixture('Northwind', signedIn), translator('en')),
    ),
  ),
)

it('whatever the pages use of Tabler’s styles is kept', () => {
  const used = new Set(pages.flatMap(classesOn).filter((name) => whole.has(name)))
  expect(used.size).toBeGreaterThan(50)
  expect([...used].filter((name) => !classesOf(built).has(name))).toEqual([])
})

it('both themes are kept', () => {
  expect(built).toContain('[data-bs-theme=dark]')
})

it('the rest is left out', () => {
  expect(built).not.toContain('.carousel')
  expect(built.length).toBeLessThan(wholeTabler().length / 5)
})

it('what was built is what the views use now', async () => {
  expect(built).toBe(await usedOfTabler())
})

it('the pages get what was built, and after it the portal’s own', () => {
  expect(portalStyles().startsWith(built)).toBe(true)
  expect(portalStyles().slice(built.length)).toMatch(/--sidebar.*@media print/s)
})
