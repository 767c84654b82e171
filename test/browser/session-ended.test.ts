import { expect, it } from 'vitest'
import { billingInformation, useBrowser } from '#test/support/browser.ts'
import { people } from '#test/support/person.ts'
import { demonstrationPassword } from '#src/demonstration/demonstration.ts'

const portal = useBrowser()
const street = 'Unter den Linden 77'

it.each(['wide', 'without JavaScript'] as const)(
  'a Submit after the session ended leads through signing in back to the form as typed (%s)',
  async (screen) => {
    const page = await portal.openAs(people.admin, screen)
    await page.goto('/customers?q=muellersoehne')
    await page.getByRole('link', { name: 'Müller & Söhne GmbH' }).click()
    await page.getByRole('link', { name: 'Edit', exact: true }).click()
    await billingInformation(page).getByLabel('Address line 1').fill(`${street}, ${screen}`)
    await page.getByLabel('Reason or reference').fill('Ticket 77')
    // As after half an hour: the browser's session is one that the portal does not have.
    await page.context().clearCookies({ name: 'sid' })
    await page.getByRole('button', { name: 'Submit' }).click()

    await page.waitForURL('**/sign-in?**')
    expect(page.url()).not.toContain('Linden')
    await page.getByLabel('Email').fill(people.admin)
    await page.getByLabel('Password').fill(demonstrationPassword)
    await page.getByRole('button', { name: 'Sign in' }).click()

    await page.getByText('Your form is here as you typed it.').waitFor()
    expect(await billingInformation(page).getByLabel('Address line 1').inputValue()).toBe(
      `${street}, ${screen}`,
    )
    expect(await page.getByLabel('Reason or reference').inputValue()).toBe('Ticket 77')
    await page.getByRole('button', { name: 'Submit' }).click()

    await page.waitForURL('**/account')
    await page.getByRole('status').getByText('Saved.').waitFor()
    expect(await page.getByRole('main').innerText()).toContain(`${street}, ${screen}`)
  },
)
