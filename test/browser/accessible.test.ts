import { load } from 'cheerio'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axe, sideways, tooSmall } from '#test/support/accessibility.ts'
import { billingInformation, useBrowser } from '#test/support/browser.ts'
import { formFields, people, type Fields } from '#test/support/person.ts'

/** Every page for everybody: axe finds nothing, nothing is cut off, everything can be hit. */

const portal = useBrowser()
const longName = 'Donaudampfschifffahrt'.repeat(10).slice(0, 200)
const longEmail = `${'rechnung'.repeat(8)}@${'abteilung'.repeat(6)}.${'verwaltung'.repeat(6)}.example`

/** Accounts by what is particular about them. */
const accounts = { long: '', attention: '', chinese: '', disputed: '' }

beforeAll(async () => {
  const page = await portal.openAs(people.admin, 'wide')
  const accountOf = async (domain: string) => {
    await page.goto(`/customers?q=${domain}`)
    return String(await page.locator('.row-link').first().getAttribute('href'))
  }
  accounts.long = await accountOf('muellersoehne')
  accounts.attention = await accountOf('northwind')
  accounts.chinese = await accountOf('yunfantech')
  accounts.disputed = await accountOf('quintana')
  await edit(page, accounts.long, {
    company_name: longName,
    billing_company_name: longName,
    billing_first_name: longName.slice(0, 50),
    billing_last_name: longName.slice(0, 50),
    billing_email: longEmail,
    billing_address_line_1: longName,
    billing_city: longName.slice(0, 100),
    reason: longName,
  })
})

/** Submits an edit without showing it. */
async function edit(page: Page, account: string, changes: Fields): Promise<void> {
  const form = await page.request.get(`${account}/edit`)
  const fields = formFields(load(await form.text()), 'form.account-form')
  const answer = await page.request.post(account, { form: { ...fields, ...changes }, maxRedirects: 0 })
  expect(answer.status()).toBe(303)
}

type Shown = {
  name: string
  person?: string
  expected?: number
  show: (page: Page) => Promise<unknown>
}

const someColumns = 'primary_domain,billing_email,company_email,registration_number,id,tags,created'

const pages: Shown[] = [
  { name: 'sign-in', person: '', show: (page) => page.goto('/sign-in') },
  { name: 'sign-in, wrong', person: '', expected: 422, show: signInWrongly },
  { name: 'dashboard', show: (page) => page.goto('/') },
  { name: 'list', show: (page) => page.goto('/customers?sort=-changed') },
  { name: 'list, searched', show: (page) => page.goto('/customers?q=ma') },
  { name: 'list, found elsewhere', show: (page) => page.goto('/customers?q=rechnungrechnung') },
  { name: 'list, empty', show: (page) => page.goto(`/customers?q=Nichts${longName}&country=DE`) },
  {
    name: 'list, of chosen columns',
    show: (page) => page.goto(`/customers?columns=${someColumns}&tag=gold`),
  },
  { name: 'list, of a changed view', show: changeView },
  { name: 'columns', show: (page) => page.goto('/customers/columns?columns=id,tags') },
  { name: 'saved views', show: (page) => page.goto('/customers/views') },
  { name: 'new view', expected: 422, show: saveNamelessView },
  { name: 'account', show: (page) => page.goto(accounts.chinese) },
  { name: 'account, long', show: (page) => page.goto(accounts.long) },
  { name: 'account, needing attention', show: (page) => page.goto(accounts.attention) },
  { name: 'account, saved', show: save },
  { name: 'account, of a viewer', person: people.viewer, show: (page) => page.goto(accounts.chinese) },
  { name: 'edit', show: (page) => page.goto(`${accounts.chinese}/edit`) },
  { name: 'edit, long', show: (page) => page.goto(`${accounts.long}/edit`) },
  { name: 'edit, needing attention', show: (page) => page.goto(`${accounts.attention}/edit`) },
  { name: 'edit, locked', person: people.helpdesk, show: (page) => page.goto(`${accounts.long}/edit`) },
  { name: 'edit, with mistakes', expected: 422, show: makeMistakes },
  { name: 'edit, in conflict', expected: 409, show: conflict },
  { name: 'history', show: (page) => page.goto(historyOf(accounts.long)) },
  { name: 'history, as of', show: (page) => page.goto(`${historyOf(accounts.long)}/as-of?version=1`) },
  { name: 'history, compared', show: (page) => page.goto(`${historyOf(accounts.long)}/compare`) },
  { name: 'activity', show: (page) => page.goto('/activity') },
  { name: 'activity, with details', show: openDetails },
  { name: 'staff', person: people.globalAdmin, show: (page) => page.goto('/staff') },
  { name: 'staff member', person: people.globalAdmin, show: (page) => page.goto('/staff/2') },
  { name: 'own staff form', person: people.globalAdmin, show: (page) => page.goto('/staff/4') },
  {
    name: 'new staff member, with mistakes',
    person: people.globalAdmin,
    expected: 422,
    show: submitNobody,
  },
  { name: 'profile', show: (page) => page.goto('/profile') },
  { name: 'no such page', expected: 404, show: (page) => page.goto('/nothing') },
  {
    name: 'not allowed',
    person: people.viewer,
    expected: 403,
    show: (page) => page.goto(`${accounts.chinese}/edit`),
  },
]

/** Saves a view, and leaves the list in another state than the view keeps. */
async function changeView(page: Page): Promise<void> {
  await page.goto('/customers/views/new?country=ES&sort=-changed')
  await page.getByLabel('Name', { exact: true }).fill(`${longName} ${Date.now()}`.slice(-60))
  await page.getByLabel(/Share with/).check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.waitForURL(/view=/)
  await page.goto(`${page.url()}&country=DE`)
}

async function saveNamelessView(page: Page): Promise<void> {
  await page.goto('/customers/views/new?country=ES')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('alert').waitFor()
}

async function submitNobody(page: Page): Promise<void> {
  await page.goto('/staff/new')
  await page.getByRole('button', { name: 'Add' }).click()
  await page.getByRole('alert').waitFor()
}

describe.each(pages)('$name', (shown) => {
  it('has nothing that axe finds, in light and dark, wide and narrow, and fits every screen', async () => {
    const page = await open(shown)
    const found: Record<string, string[]> = {}
    for (const [width, name] of [
      [1440, 'wide'],
      [360, 'phone'],
    ] as const) {
      // High enough for the bar at the bottom of a phone to cover nothing that is measured.
      await page.setViewportSize({ width, height: 3000 })
      await page.emulateMedia({ colorScheme: 'light' })
      found[`${name}, light`] = await axe(page)
      found[`${name}, targets`] = await tooSmall(page)
    }
    // What is a heading or has a label does not depend on the colours, nor they on the width.
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.waitForFunction(() => document.documentElement.dataset.bsTheme === 'dark')
    found.dark = await axe(page, ['color-contrast', 'link-in-text-block'])
    for (const width of [320, 360, 768, 800, 1024, 1440, 1920]) {
      await page.setViewportSize({ width, height: 900 })
      found[`sideways at ${width}`] = await sideways(page)
    }
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])))
  })
})

it('a phone shows pages at their own width', async () => {
  const page = await portal.openAs(people.admin, 'phone')
  for (const path of ['/', accounts.long, `${accounts.long}/edit`]) {
    await page.goto(path)
    expect(await page.evaluate(() => [visualViewport?.width, visualViewport?.scale])).toEqual([360, 1])
  }
})

async function open(shown: Shown): Promise<Page> {
  const { person = people.admin, expected } = shown
  const options = { expected: expected ? [expected] : [] }
  const page =
    person === '' ? await portal.open('wide', options) : await portal.openAs(person, 'wide', options)
  // Colours are looked at as they are, not on their way.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await shown.show(page)
  return page
}

async function signInWrongly(page: Page): Promise<void> {
  await page.goto('/sign-in?next=/customers')
  await page.getByLabel('Email').fill(people.viewer)
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
}

const historyOf = (account: string): string => account.replace(/account$/, 'history')

async function openDetails(page: Page): Promise<void> {
  await page.goto('/activity')
  const rows = page.getByRole('table').locator('summary')
  for (const row of (await rows.all()).slice(0, 8)) await row.click()
}

async function save(page: Page): Promise<void> {
  await page.goto(`${accounts.long}/edit`)
  await edit(page, accounts.long, { billing_middle_name: `Meanwhile ${Math.random()}` })
  await billingInformation(page).getByLabel('Address line 2').fill(`${Math.random()}`)
  await page.getByRole('button', { name: 'Submit' }).click()
  await page.getByRole('status').getByText('Both edits are kept').waitFor()
}

async function makeMistakes(page: Page): Promise<void> {
  await page.goto(`${accounts.long}/edit`)
  const billing = billingInformation(page)
  for (const label of ['First name', 'Email', 'City', 'Postal code']) await billing.getByLabel(label).fill('')
  await billing.getByLabel('Address line 1').fill(`${longName}${longName}`)
  await page.getByRole('button', { name: 'Submit' }).click()
  await page.getByRole('alert').waitFor()
}

async function conflict(page: Page): Promise<void> {
  await page.goto(`${accounts.disputed}/edit`)
  await edit(page, accounts.disputed, {
    billing_email: `theirs.${Math.random()}@quintana.example`,
    billing_state: 'B',
    billing_postal_code: '08001',
  })
  await billingInformation(page).getByLabel('Email').fill(longEmail)
  await billingInformation(page).getByLabel('Postal code').fill('28002')
  await page.getByRole('button', { name: 'Submit' }).click()
  await page.getByText('Nothing is saved yet').waitFor()
}
