import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { billingInformation, companyDetails, useBrowser } from '#test/support/browser.ts'
import { people } from '#test/support/person.ts'

/** Two people at the same customer, each in a browser of their own. */

const portal = useBrowser()
const company = 'Contoso Retail Inc.'

/** Both have the form open. */
async function twoAtTheForm(): Promise<{ lucia: Page; tom: Page }> {
  const both = await Promise.all([
    portal.openAs(people.admin, 'wide', { expected: [409] }),
    portal.openAs(people.sales, 'wide'),
  ])
  for (const page of both) {
    await page.goto('/customers?q=contosoretail')
    await page.getByRole('link', { name: company }).click()
    await page.getByRole('link', { name: 'Edit', exact: true }).click()
    await page.waitForURL('**/account/edit')
  }
  return { lucia: both[0], tom: both[1] }
}

async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Submit' }).click()
}

async function expectSaved(page: Page): Promise<string> {
  await page.waitForURL('**/account')
  const notice = page.getByRole('status')
  await notice.getByText('Saved.').waitFor()
  return await notice.innerText()
}

describe('two edits from the same state', () => {
  it('of different fields are both kept, and the second is told', async () => {
    const { lucia, tom } = await twoAtTheForm()
    await billingInformation(tom).getByLabel('Email').fill('tom.was.here@contosoretail.example')
    await companyDetails(lucia).getByLabel('Address line 2').fill('Suite 420')
    await submit(tom)
    await expectSaved(tom)
    await submit(lucia)

    const notice = await expectSaved(lucia)
    expect(notice).toContain('Saved. You changed Address line 2 (company).')
    expect(notice).toContain(
      'While you were editing, Tom Barker changed Email (billing). Both edits are kept.',
    )
    const account = await lucia.getByRole('main').innerText()
    expect(account).toContain('tom.was.here@contosoretail.example')
    expect(account).toContain('Suite 420')
  })

  it.each([
    { choice: 'Yours', toms: 'tom.1@contosoretail.example', lucias: 'lucia.1@contosoretail.example' },
    {
      choice: 'Saved meanwhile',
      toms: 'tom.2@contosoretail.example',
      lucias: 'lucia.2@contosoretail.example',
    },
  ])('of the same field come back to choose from; $choice is kept', async ({ choice, toms, lucias }) => {
    const { lucia, tom } = await twoAtTheForm()
    await billingInformation(tom).getByLabel('Email').fill(toms)
    await billingInformation(lucia).getByLabel('Email').fill(lucias)
    await billingInformation(lucia).getByLabel('Middle name').fill(`Marie ${choice}`)
    await submit(tom)
    await expectSaved(tom)
    await submit(lucia)

    const region = lucia.getByRole('region', { name: 'Tom Barker changed the same as you meanwhile' })
    await region.waitFor()
    expect(await region.evaluate((element) => element === document.activeElement)).toBe(true)
    const group = region.getByRole('group', { name: 'Email (billing)' })
    const text = await group.innerText()
    expect(text).toContain(toms)
    expect(text).toContain(lucias)
    expect(await billingInformation(lucia).getByLabel('Middle name').inputValue()).toBe(`Marie ${choice}`)

    await group.getByRole('radio', { name: choice }).check()
    await submit(lucia)
    await expectSaved(lucia)
    const account = await lucia.getByRole('region', { name: 'Billing information' }).innerText()
    expect(account).toContain(choice === 'Yours' ? lucias : toms)
    expect(account).toContain(`Marie ${choice}`)
  })
})
