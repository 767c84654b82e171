import { load } from 'cheerio'
import { expect, it } from 'vitest'
import { renderView, type Views } from '#src/http/render.ts'
import { tablerStyles, wholeTabler } from '#src/http/styles.ts'
import { translator } from '#src/i18n/translator.ts'
import { emptyFixtures, frameFixture, fullFixtures } from '#test/support/view-fixtures.ts'

const classesOf = (css: string) => new Set([...css.matchAll(/\.([A-Za-z][\w-]*)/g)].map(([, name]) => name))

const whole = classesOf(wholeTabler())
const kept = await tablerStyles()

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
  expect([...used].filter((name) => !classesOf(kept).has(name))).toEqual([])
})

it('both themes are kept', () => {
  expect(kept).toContain('[data-bs-theme=dark]')
})

it('the rest is left out', () => {
  expect(kept).not.toContain('.carousel')
  expect(kept.length).toBeLessThan(wholeTabler().length / 5)
})
