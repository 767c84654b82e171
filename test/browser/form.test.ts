import type { Dialog, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { billingInformation, companyDetails, useBrowser } from '#test/support/browser.ts'
import { people } from '#test/support/person.ts'

/** What the form does in a real browser: mistakes, countries, leaving, keys. */

const portal = useBrowser()
let account: string

beforeAll(async () => {
  const page = await portal.openAs(people.admin, 'wide')
  await page.goto('/customers?q=muellersoehne')
  await page.getByRole('link', { name: 'Müller & Söhne GmbH' }).click()
  await page.waitForURL('**/account')
  account = new URL(page.url()).pathname
})

const editPath = () => `${account}/edit`
const submit = (page: Page) => page.getByRole('button', { name: 'Submit' })
const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.id)

describe('mistakes', () => {
  it.each(['wide', 'phone'] as const)(
    '%s: the summary has the focus and leads to the fields',
    async (screen) => {
      const page = await portal.openAs(people.admin, screen, { expected: [422] })
      await page.goto(editPath())
      await companyDetails(page).getByLabel('Postal code').fill('8033')
      await billingInformation(page).getByLabel('Email').fill('nobody')
      await billingInformation(page).getByLabel('Last name').fill('')
      await page.getByLabel('Reason or reference').fill('Ticket 4711')
      await submit(page).click()

      const summary = page.getByRole('alert')
      await summary.getByRole('heading', { name: '3 things need your attention' }).waitFor()
      expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true)
      expect(await companyDetails(page).getByLabel('Postal code').inputValue()).toBe('8033')
      expect(await billingInformation(page).getByLabel('Email').inputValue()).toBe('nobody')
      expect(await billingInformation(page).getByLabel('Last name').inputValue()).toBe('')
      expect(await page.getByLabel('Reason or reference').inputValue()).toBe('Ticket 4711')

      await summary.getByRole('link', { name: 'Email (billing)' }).click()
      expect(await focusedId(page)).toBe('billing_email')
      expect(await isInSight(page, '#billing_email')).toBe(true)
      expect(await isInSight(page, 'label[for="billing_email"]')).toBe(true)
      expect(await page.locator('#billing_email').getAttribute('aria-invalid')).toBe('true')
    },
  )

  it('is put right and saved', async () => {
    const page = await portal.openAs(people.admin, 'wide', { expected: [422] })
    await page.goto(editPath())
    await companyDetails(page).getByLabel('Email').fill('info at mueller')
    await submit(page).click()
    await page.getByRole('alert').waitFor()
    await companyDetails(page).getByLabel('Email').fill('post@mueller-soehne.example')
    await submit(page).click()
    await page.waitForURL(account)
    expect(await page.getByRole('status').innerText()).toContain('Saved. You changed Email (company).')
  })
})

describe('another country', () => {
  it('swaps the fields at once and keeps what was typed and the focus', async () => {
    const page = await portal.openAs(people.admin, 'wide')
    await page.goto(editPath())
    const billing = billingInformation(page)
    expect(await page.getByRole('button', { name: 'Show this country’s fields' }).count()).toBe(0)
    await billing.getByLabel('First name').fill('Jörg')
    await billing.getByLabel('City').fill('Seattle')
    await companyDetails(page).getByLabel('Company name').fill('Müller & Söhne KG')
    await billing.getByLabel('Country or region').selectOption({ label: 'United States' })

    await billing.getByLabel('ZIP code').waitFor()
    expect(await focusedId(page)).toBe('billing_country')
    const states = await billing.getByLabel('State', { exact: false }).locator('option').allInnerTexts()
    expect(states).toEqual(expect.arrayContaining(['California', 'Washington']))
    expect(await billing.getByLabel('First name').inputValue()).toBe('Jörg')
    expect(await billing.getByLabel('City').inputValue()).toBe('Seattle')
    expect(await companyDetails(page).getByLabel('Company name').inputValue()).toBe('Müller & Söhne KG')
    expect(await companyDetails(page).getByLabel('Country or region').inputValue()).toBe('DE')
    expect(new URL(page.url()).pathname).toBe(editPath())

    await billing.getByLabel('Country or region').selectOption({ label: 'China' })
    await billing.getByLabel('District').waitFor()
    expect(await billing.getByLabel('ZIP code').count()).toBe(0)
    expect(await billing.getByLabel('City').inputValue()).toBe('Seattle')
    const provinces = await billing.getByLabel('Province').locator('option').allInnerTexts()
    expect(provinces.some((name) => name.includes('Beijing'))).toBe(true)
  })

  it('waits for no answer out of turn when the country is changed twice', async () => {
    const page = await portal.openAs(people.admin, 'wide')
    await page.goto(editPath())
    let first = true
    await page.route('**/account/edit', async (route) => {
      // The answer for the first country is held back until the second one's is there.
      if (route.request().method() === 'POST' && first) {
        first = false
        await page.waitForResponse((response) => response.request().method() === 'POST')
      }
      await route.continue()
    })
    const country = billingInformation(page).getByLabel('Country or region')
    const late = page.waitForResponse((response) => {
      return new URLSearchParams(response.request().postData() ?? '').get('billing_country') === 'CN'
    })
    await country.selectOption({ label: 'China' })
    await country.selectOption({ label: 'United States' })
    await (await late).finished()
    await billingInformation(page).getByLabel('ZIP code').waitFor()
    expect(await country.inputValue()).toBe('US')
  })

  it('has a plain button without JavaScript', async () => {
    const page = await portal.openAs(people.admin, 'without JavaScript')
    await page.goto(editPath())
    const billing = billingInformation(page)
    await billing.getByLabel('First name').fill('Jörg')
    await billing.getByLabel('Country or region').selectOption({ label: 'United States' })
    await billing.getByRole('button', { name: 'Show this country’s fields' }).click()
    await billing.getByLabel('ZIP code').waitFor()
    expect(await billing.getByLabel('First name').inputValue()).toBe('Jörg')
    expect(await billing.getByLabel('Country or region').inputValue()).toBe('US')
  })
})

describe('leaving', () => {
  it('asks when something was typed, and stays or goes as told', async () => {
    const page = await portal.openAs(people.admin, 'wide')
    await page.goto(editPath())
    await billingInformation(page).getByLabel('Email').fill('half.typed@mueller-soehne.example')
    const cancel = page.getByRole('link', { name: 'Cancel' })

    page.once('dialog', (dialog) => dialog.dismiss())
    const [asked] = await Promise.all([page.waitForEvent('dialog'), cancel.click()])
    expect(asked.type()).toBe('beforeunload')
    expect(new URL(page.url()).pathname).toBe(editPath())
    expect(await billingInformation(page).getByLabel('Email').inputValue()).toContain('half.typed')

    page.once('dialog', (dialog) => dialog.accept())
    await cancel.click()
    await page.waitForURL(account)
    expect(await page.getByRole('main').innerText()).not.toContain('half.typed')
  })

  it('asks after mistakes came back, which are not saved either', async () => {
    const page = await portal.openAs(people.admin, 'wide', { expected: [422] })
    await page.goto(editPath())
    await billingInformation(page).getByLabel('Email').fill('nobody')
    await submit(page).click()
    await page.getByRole('alert').getByRole('link').click()
    page.once('dialog', (dialog) => dialog.accept())
    const [asked] = await Promise.all([
      page.waitForEvent('dialog'),
      page.getByRole('link', { name: 'Cancel' }).click(),
    ])
    expect(asked.type()).toBe('beforeunload')
  })

  it('does not ask when nothing was changed, nor after Submit', async () => {
    const page = await portal.openAs(people.admin, 'wide')
    const dialogs: Dialog[] = []
    page.on('dialog', (dialog) => {
      dialogs.push(dialog)
      void dialog.accept()
    })
    await page.goto(editPath())
    await billingInformation(page).getByLabel('Email').click()
    await page.getByRole('link', { name: 'Cancel' }).click()
    await page.waitForURL(account)

    await page.goto(editPath())
    await billingInformation(page).getByLabel('Middle name').fill('Maria')
    await submit(page).click()
    await page.waitForURL(account)
    await page.getByRole('status').getByText('Saved').waitFor()
    expect(dialogs).toEqual([])
  })
})

describe('Enter in a field', () => {
  it.each(['wide', 'without JavaScript'] as const)('%s: submits the form', async (screen) => {
    const page = await portal.openAs(people.admin, screen)
    await page.goto(editPath())
    const name = `Kontor ${screen}`
    await companyDetails(page).getByLabel('Address line 2').fill(name)
    await companyDetails(page).getByLabel('Address line 2').press('Enter')
    await page.waitForURL(account)
    expect(await page.getByRole('status').innerText()).toContain('Address line 2 (company)')
    expect(await page.getByRole('region', { name: 'Company details' }).innerText()).toContain(name)
  })
})

it('Submit is sent once, however often it is pressed', async () => {
  const page = await portal.openAs(people.admin, 'wide')
  await page.goto(editPath())
  await billingInformation(page).getByLabel('Last name').fill('Müller-Lüdenscheidt')
  await submit(page).dblclick()
  await page.waitForURL(account)
  await page.getByRole('link', { name: 'History', exact: true }).click()
  await page.waitForURL('**/history')
  expect(await page.getByText('Lucía Moreno changed Last name (billing)').count()).toBe(1)
})

it('what was typed is still there on the way back', async () => {
  const page = await portal.openAs(people.admin, 'wide')
  await page.goto(editPath())
  await billingInformation(page).getByLabel('First name').fill('Jockel')
  await submit(page).click()
  await page.waitForURL(account)
  await page.goBack()
  await page.waitForURL(`**${editPath()}`)
  expect(await billingInformation(page).getByLabel('First name').inputValue()).toBe('Jockel')
})

it('a helpdesk agent sees the billing information and why it is locked', async () => {
  const page = await portal.openAs(people.helpdesk, 'wide')
  await page.goto(editPath())
  expect(await billingInformation(page).getByRole('textbox').count()).toBe(0)
  expect(await billingInformation(page).getByRole('combobox').count()).toBe(0)
  expect(await billingInformation(page).innerText()).toContain('Your role may view this and not edit it')
  await companyDetails(page).getByLabel('Phone number').fill('089 99998-100')
  await submit(page).click()
  await page.waitForURL(account)
  expect(await page.getByRole('status').innerText()).toContain('Phone number (company)')
})

/** Whether an element can be seen whole where the page is scrolled to, with nothing over its middle. */
async function isInSight(page: Page, selector: string): Promise<boolean> {
  return await page.evaluate((sought) => {
    const element = document.querySelector(sought)
    if (!element) return false
    const { left, top, width, height } = element.getBoundingClientRect()
    const over = document.elementFromPoint(left + width / 2, top + height / 2)
    return top >= 0 && top + height <= innerHeight && (over === element || element.contains(over))
  }, selector)
}
