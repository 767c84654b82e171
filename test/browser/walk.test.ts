import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { billingInformation, signInByForm, useBrowser, type Screen } from '#test/support/browser.ts'
import { people } from '#test/support/person.ts'

/** The walk that everything else serves, from the sign-in to the history, and over a restart. */

const portal = useBrowser()

const walks: { screen: Screen; search: string; company: string; email: string; street: string }[] = [
  {
    screen: 'wide',
    search: 'muller sohne',
    company: 'Müller & Söhne GmbH',
    email: 'buchhaltung@mueller-soehne.example',
    street: 'Am Kaiserkai 12',
  },
  {
    screen: 'phone',
    search: 'almacenes quintana',
    company: 'Almacenes Quintana, S.A.',
    email: 'contabilidad@quintana.example',
    street: 'Calle de Velázquez, 9',
  },
  {
    screen: 'without JavaScript',
    search: '云帆',
    company: '北京云帆科技有限公司',
    email: 'caiwu@yunfan.example',
    street: '海淀大街3号',
  },
]

describe('Dashboard → Customers → a customer → Account → Edit → Submit', () => {
  it.each(walks)('$screen', async ({ screen, search, company, email, street }) => {
    const page = await portal.open(screen)

    await page.goto('/customers')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await signInByForm(page, people.admin)
    await page.waitForURL('/customers')

    const menu = page.getByRole('navigation', { name: 'Dashboard menu' })
    await menu.getByRole('link', { name: 'Dashboard' }).click()
    await page.getByRole('heading', { level: 1, name: 'Lucía Moreno' }).waitFor()
    await menu.getByRole('link', { name: 'Customers' }).click()
    await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor()

    await page.getByLabel('Search', { exact: true }).fill(search)
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('status').getByText('1 customer found').waitFor()
    await page.getByRole('link', { name: company }).click()
    await page.waitForURL('**/account')
    const account = page.url()
    await page.getByRole('heading', { level: 1, name: company }).waitFor()
    await page.getByRole('link', { name: 'Edit', exact: true }).click()

    const billing = billingInformation(page)
    await billing.getByLabel('Email').fill(email)
    await billing.getByLabel('Address line 1').fill(street)
    await page.getByRole('button', { name: 'Submit' }).click()

    await page.waitForURL(account)
    const saved = page.getByRole('status')
    expect(await saved.innerText()).toMatch(
      /^Saved\. You changed Email \(billing\) and Address line 1 \(billing\)\./,
    )
    await expectBilling(page, email, street)
    await saved.getByRole('link', { name: 'See in History' }).click()
    await expectNewestEntry(page, email, street)

    expect(await portal.server.stop('SIGTERM')).toEqual({ code: 0, signal: null })
    await portal.server.startAgain()
    await page.goto(account)
    await expectBilling(page, email, street)
    await page.getByRole('link', { name: 'History', exact: true }).click()
    await expectNewestEntry(page, email, street)
  })
})

async function expectBilling(page: Page, email: string, street: string): Promise<void> {
  const text = await page.getByRole('region', { name: 'Billing information' }).innerText()
  expect(text).toContain(email)
  expect(text).toContain(street)
}

async function expectNewestEntry(page: Page, email: string, street: string): Promise<void> {
  await page.waitForURL(/\/history(#version-\d+)?$/)
  const entry = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('table') })
    .first()
  const text = await entry.innerText()
  expect(text).toContain('Lucía Moreno changed Email (billing) and Address line 1 (billing)')
  expect(text).toContain(email)
  expect(text).toContain(street)
}
