import { activityActions } from '#src/history/activity.store.ts'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { load } from 'cheerio'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { roles } from '#src/access/permissions.ts'
import { alikeKinds } from '#src/features/customers/duplicates/alike.ts'
import { bulkChanges } from '#src/features/customers/import/bulk.ts'
import { accountFields, relationships } from '#src/features/customers/customer.ts'
import { notices, themes } from '#src/features/profile/profile.page.ts'
import { fieldPart } from '#src/history/field-names.ts'
import en from '#src/i18n/en.json' with { type: 'json' }
import { catalogues, isMessageKey, locales, translator, type MessageKey } from '#src/i18n/translator.ts'
import { fieldKinds } from '#src/reference/addresses.ts'
import { encodings } from '#src/reference/encodings.ts'
import { statusOf } from '#src/http/middleware/failures.ts'

const root = path.join(import.meta.dirname, '../..')

function textsIn(folder: string, extension: string): [string, string][] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension))
    .map((file) => [file, readFileSync(path.join(root, folder, file), 'utf8')])
}

const views = textsIn('views', '.ejs')
const sources = textsIn('src', '.ts')
const code = [...views, ...sources].map(([, text]) => text).join('\n')
const keys = Object.keys(en) as MessageKey[]

/** The word that a field has where its country has none of its own. */
const plainKinds: readonly string[] = [
  'address_line_1',
  'address_line_2',
  'district',
  'city',
  'state_or_province',
  'postal_code',
]

/** What can go wrong with a request: refusals, statuses that are thrown, those of body-parser, and faults of the storage. */
const failures = [
  ...new Set([...code.matchAll(/new HttpError\(\s*(\d{3})/g)].map(([, status]) => status)),
  ...Object.values(statusOf).map(String),
  '413',
  '415',
  'busy',
  'not_durable',
  '500',
]

/** Keys that are put together from data: what stands before the first `${` → every key there can be. */
const families: Record<string, string[]> = {
  'role_about.': roles.map((role) => `role_about.${role}`),
  'role.': roles.map((role) => `role.${role}`),
  'relationship.': relationships.map((name) => `relationship.${name}`),
  'field.': accountFields.map((field) => `field.${fieldPart(field)}`),
  'field.full.': ['field.full.company', 'field.full.billing'],
  'address.': Object.entries(fieldKinds).flatMap(([part, kinds]) =>
    kinds
      .filter((kind) => !plainKinds.includes(kind) || isMessageKey(`address.${part}.${kind}`))
      .map((kind) => `address.${part}.${kind}`),
  ),
  'duplicates.by_': alikeKinds.map((kind) => `duplicates.by_${kind}`),
  'duplicates.none_by_': alikeKinds.map((kind) => `duplicates.none_by_${kind}`),
  'import.status.': [
    'reading',
    'mapping',
    'checking',
    'checked',
    'applying',
    'applied',
    'undoing',
    'undone',
    'failed',
  ].map((status) => `import.status.${status}`),
  'import.writing.': encodings.map(({ writing }) => `import.writing.${writing}`),
  'import.outcome.': [
    'add',
    'change',
    'unchanged',
    'refused',
    'conflict',
    'added',
    'changed',
    'undone',
    'kept',
  ].map((outcome) => `import.outcome.${outcome}`),
  'bulk.': bulkChanges.map((change) => `bulk.${change}`),
  'edit.side.': ['mine', 'theirs', 'original'].map((side) => `edit.side.${side}`),
  'profile.theme.': themes.map((theme) => `profile.theme.${theme}`),
  'profile.': [...notices, 'current_password', 'new_password'].map((name) => `profile.${name}`),
  'staff.': ['staff.staff_added', 'staff.staff_changed'],
  'activity.': ['when', 'customer', 'action', 'staff'].map((column) => `activity.${column}`),
  'activity.action.': activityActions.map((action) => `activity.action.${action}`),
  'edit.fault.': ['busy', 'not_durable', 'uncertain'].flatMap((fault) => [
    `edit.fault.${fault}`,
    `edit.fault.${fault}_advice`,
  ]),
  'history.sentence.': ['restores', 'undoes', 'erases'].map((origin) => `history.sentence.${origin}`),
  'failure.': failures.flatMap((name) => [`failure.${name}.heading`, `failure.${name}.advice`]),
}

describe('the keys', () => {
  it('that are put together from data have a message each', () => {
    for (const [family, members] of Object.entries(families)) {
      expect(members.length, family).toBeGreaterThan(1)
      expect(
        members.filter((key) => !isMessageKey(key)),
        family,
      ).toEqual([])
    }
  })

  it('that are put together in the code are of a family that this test knows', () => {
    const found = [...code.matchAll(/\b(?:t|message|isMessageKey)\(\s*`([^`$]*)\$\{/g)].map(
      ([, start]) => start,
    )
    expect(found.length).toBeGreaterThan(5)
    expect(found.filter((start) => !Object.hasOwn(families, start ?? ''))).toEqual([])
  })

  it('that the code and the views ask for exist', () => {
    const asked = [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key]) => key ?? '')
    expect(asked.length).toBeGreaterThan(100)
    expect([...new Set(asked)].filter((key) => !isMessageKey(key))).toEqual([])
  })

  it('are all used', () => {
    const members = new Set(Object.values(families).flat())
    expect(keys.filter((key) => !members.has(key) && !code.includes(`'${key}'`))).toEqual([])
  })

  it('name a country’s word for each kind of address field, or leave it at the usual one', () => {
    for (const [part, kinds] of Object.entries(fieldKinds)) {
      const without = kinds.filter((kind) => !isMessageKey(`address.${part}.${kind}`))
      expect(
        without.filter((kind) => !plainKinds.includes(kind)),
        part,
      ).toEqual([])
      expect(isMessageKey(`field.${part}`), part).toBe(true)
    }
  })
})

/** A part of a message: https://formatjs.github.io/docs/icu-messageformat-parser. */
type Part = { type: number; value: string; options?: Record<string, { value: Part[] }> }

const literal = 0
const select = 5
const pound = 7

/** The parameters of a message with how each is written, in the order of the alphabet. */
function parametersOf(message: string, locale: string): string[] {
  const ast = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst()
  return [...new Set(collect(ast as Part[]))].toSorted()
}

function collect(parts: readonly Part[]): string[] {
  return parts.flatMap(({ type, value, options = {} }) => {
    if (type === literal || type === pound) return []
    const inner = Object.values(options).flatMap((option) => collect(option.value))
    const choices = type === select ? ` of ${Object.keys(options).toSorted().join()}` : ''
    return [`${value} (${type}${choices})`, ...inner]
  })
}

describe.each(locales)('the catalogue %s', (locale) => {
  const messages: Record<string, string> = catalogues.get(locale) ?? {}

  it('has the messages of the English one, no more and no fewer', () => {
    expect(Object.keys(messages).toSorted()).toEqual(keys.toSorted())
  })

  it('has no message that is empty or has blanks around it', () => {
    expect(
      keys.filter((key) => messages[key]?.trim() === '' || messages[key] !== messages[key]?.trim()),
    ).toEqual([])
  })

  it.each(keys)('%s is an ICU message with the parameters of the English one', (key) => {
    expect(parametersOf(messages[key] ?? '', locale)).toEqual(parametersOf(en[key], 'en'))
  })

  it('is spoken without a word left out', () => {
    const t = translator(locale)
    for (const key of keys) {
      const names = parametersOf(en[key], 'en').map((parameter) => parameter.split(' ')[0] ?? '')
      const values = Object.fromEntries(names.map((name) => [name, 3]))
      expect(t(key, values), key).not.toMatch(/[{}]|undefined/)
    }
  })

  it('fails loudly when a value is missing', () => {
    expect(() => translator(locale)('dashboard.changed', { who: 'Chen Wei' })).toThrow('fields')
  })
})

describe('the labels that people and tests rely on', () => {
  it.each([
    'Dashboard',
    'Customers',
    'Account',
    'Edit',
    'Submit',
    'Cancel',
    'Search',
    'Sign in',
    'Sign out',
    'Company details',
    'Billing information',
    'History',
    'Activity log',
    'Company name',
    'First name',
    'Last name',
    'Email',
    'Phone number',
    'Address line 1',
    'Address line 2',
    'City',
    'State or province',
    'Postal code',
    'Country or region',
    'Language',
    'Registration number',
  ])('“%s” is said in English', (label) => {
    expect(Object.values(en)).toContain(label)
  })
})

describe('the views', () => {
  it.each(views)('%s says nothing in a language of its own', (_file, view) => {
    const $ = load(view.replaceAll(/<%[\s\S]*?%>/g, ''), { xml: { xmlMode: false, decodeEntities: true } })
    // What stands on a key is the same in every language.
    $('script, style, kbd').remove()
    const spoken = [
      'aria-label',
      'placeholder',
      'title',
      'alt',
      'aria-description',
      'content',
      'label',
      'data-leave',
    ]
    const values = $('*:not(meta)')
      .toArray()
      .flatMap((element) => spoken.map((name) => $(element).attr(name) ?? ''))
    expect([$.root().text(), ...values].filter((text) => /\p{L}/u.test(text))).toEqual([])
  })

  it('are looked through by a test that finds words', () => {
    expect(load('<p>Word <%= 1 %></p>').root().text()).toMatch(/\p{L}/u)
  })
})
