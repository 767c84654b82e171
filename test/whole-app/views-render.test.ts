import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import { icons, iconSprite } from '#src/http/icons.ts'
import { renderView, type Views } from '#src/http/render.ts'
import { translator } from '#src/i18n/translator.ts'
import { emptyFixtures, frameFixture, fullFixtures } from '#test/support/view-fixtures.ts'

const root = path.join(import.meta.dirname, '../..')

function filesIn(folder: string, extension: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension))
    .map((file) => file.split(path.sep).join('/'))
}

const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8')

const viewFiles = filesIn('views', '.ejs').map((file) => file.slice(0, -'.ejs'.length))
const pages = viewFiles.filter((name) => !/^(layouts|components)\//.test(name)) as (keyof Views)[]

const hostile = '"\'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;<%= 1 %>'

const words: [string, string][] = [
  ['a short name', 'Northwind'],
  ['a name of two hundred characters', 'Wirtschaftsprüfungsgesellschaft '.repeat(7).slice(0, 200)],
  ['one word of two hundred characters', 'x'.repeat(200)],
  ['Chinese', '世纪互联蓝云网络技术有限公司上海分公司'],
  ['right-to-left text', 'شركة الخليج للتجارة'],
  ['nothing at all', ''],
  ['markup', hostile],
]

const render = (
  name: keyof Views,
  fixtures: ReturnType<typeof fullFixtures>,
  word: string,
  signedIn: boolean,
) => renderView(name, fixtures[name], frameFixture(word, signedIn), translator('en'))

describe('the views', () => {
  it('each have a fixture in this test, and no fixture is left over', () => {
    expect(Object.keys(fullFixtures('')).toSorted()).toEqual(pages.toSorted())
  })

  it('stand in the folders of the design', () => {
    const folders = readdirSync(path.join(root, 'views'))
    const features = readdirSync(path.join(root, 'src/features'))
    const known = [...features, 'layouts', 'components', 'failures']
    expect(folders.filter((folder) => !known.includes(folder))).toEqual([])
  })
})

describe.each(pages)('%s', (name) => {
  it.each(words)('shows %s, full and empty, signed in and not', (_title, word) => {
    for (const fixtures of [fullFixtures(word), emptyFixtures(word)]) {
      for (const signedIn of [true, false]) {
        const html = render(name, fixtures, word, signedIn)
        expect(html).toMatch(/^<!DOCTYPE html>/)
        expect(html).not.toMatch(/undefined|\[object Object\]|NaN/)
        expect(load(html)('h1')).toHaveLength(1)
      }
    }
  })

  it('shows markup in a text as text', () => {
    for (const make of [fullFixtures, emptyFixtures]) {
      const harmless = outline(render(name, make('harmless'), 'harmless', true))
      expect(outline(render(name, make(hostile), hostile, true))).toEqual(harmless)
    }
  })

  it('shows the whole of a hostile text', () => {
    const $ = load(render(name, fullFixtures(hostile), hostile, false))
    expect($('body').text()).toContain(hostile)
  })
})

/** Every element of a page with the names of its attributes: what text must never change. */
function outline(html: string): string[] {
  const $ = load(html)
  return $('*')
    .toArray()
    .map((element) => `${$(element).prop('tagName')} ${Object.keys($(element).attr() ?? {}).join(' ')}`)
}

describe('the files of the views', () => {
  it.each(viewFiles)('%s has no script, style or event handler of its own', (file) => {
    const view = textOf(`views/${file}.ejs`)
    expect(view).not.toMatch(/<style\b/i)
    expect(view).not.toMatch(/\sstyle\s*=/i)
    expect(view).not.toMatch(/\son[a-z]+\s*=/i)
    expect(view).not.toMatch(/javascript:/i)
    expect(view.match(/<script\b(?![^>]*\ssrc=")/gi) ?? []).toEqual([])
  })

  it('print unescaped only other parts of the page', () => {
    const printed = viewFiles.flatMap((file) => {
      const marks = textOf(`views/${file}.ejs`).matchAll(/<%-\s*(.*?)\s*%>/gs)
      return [...marks].map(([, code = '']) => `${file}: ${code}`)
    })
    // The state of a field is put together from the field's own name.
    const others = printed.filter((line) => !/: (component\(|options\(|body$)/.test(line))
    expect(others).toEqual(['components/field: state', 'components/field: state'])
  })
})

describe('the icons', () => {
  const views = viewFiles.map((file) => textOf(`views/${file}.ejs`)).join('\n')
  const sources = filesIn('src', '.ts')
    .filter((file) => file !== 'http/icons.ts')
    .map((file) => textOf(`src/${file}`))
    .join('\n')

  /** Icons by name as a view draws them, or as a page or the menu hands them to a view. */
  const used = [
    ...views.matchAll(/component\('icon', \{ name: '([^']+)'/g),
    ...views.matchAll(/(?:icon|ascending|descending|none): '([^']+)'/g),
    ...sources.matchAll(/\bicon: '([^']+)'/g),
  ].map(([, name]) => name)

  it('that are used are in the sprite', () => {
    const known: readonly (string | undefined)[] = icons
    expect(used.length).toBeGreaterThan(20)
    expect(used.filter((name) => !known.includes(name))).toEqual([])
  })

  it('that are in the sprite are used', () => {
    expect(icons.filter((name) => !used.includes(name))).toEqual([])
  })

  it('are symbols with a shape, each under its name', () => {
    const $ = load(iconSprite(), { xml: true })
    expect(
      $('symbol')
        .toArray()
        .map((symbol) => symbol.attribs.id),
    ).toEqual([...icons])
    for (const symbol of $('symbol').toArray()) expect($(symbol).children().length).toBeGreaterThan(0)
  })
})
