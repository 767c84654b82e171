import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { demonstrationPassword } from '#src/demonstration/demonstration.ts'
import { locales, translator } from '#src/i18n/translator.ts'
import { axe, cutOff, sideways } from '#test/support/accessibility.ts'
import { useBrowser } from '#test/support/browser.ts'
import { people } from '#test/support/person.ts'

/** The walk and every page for somebody who reads another language, on a phone, where words have the least room. */

const portal = useBrowser()

/** What a browser of such a reader asks for. */
const asked: Record<string, string> = { es: 'es-ES', 'zh-Hans': 'zh-CN' }
const others = locales.filter((locale) => locale !== 'en')

async function expectFits(page: Page, locale: string): Promise<void> {
  const at = new URL(page.url()).pathname
  expect(await page.getAttribute('html', 'lang'), at).toBe(locale)
  expect({ axe: await axe(page), sideways: await sideways(page), cutOff: await cutOff(page) }, at).toEqual({
    axe: [],
    sideways: [],
    cutOff: [],
  })
}

describe.each(others)('in %s', (locale) => {
  const t = translator(locale)

  it('the walk from the sign-in to the history, every page read and fitting', async () => {
    const page = await portal.open('phone', { locale: asked[locale]!, expected: [422] })
    // High enough for the bar at the bottom to cover nothing that is measured.
    await page.setViewportSize({ width: 360, height: 3000 })
    await page.goto('/')
    await expectFits(page, locale)
    await page.getByLabel(t('sign_in.email')).fill(people.admin)
    await page.getByLabel(t('sign_in.password')).fill(demonstrationPassword)
    await page.getByRole('button', { name: t('sign_in.submit') }).click()
    await page.waitForURL('/')
    await expectFits(page, locale)

    await page.getByRole('link', { name: t('menu.customers'), exact: true }).click()
    await page.getByRole('heading', { level: 1, name: t('list.title') }).waitFor()
    await expectFits(page, locale)
    await page.getByLabel(t('list.search'), { exact: true }).fill('yunfan')
    await page.getByRole('button', { name: t('list.search') }).click()
    await page.getByRole('link', { name: '北京云帆科技有限公司' }).click()
    await page.waitForURL('**/account')
    const account = page.url()
    await expectFits(page, locale)

    await page.getByRole('link', { name: t('account.edit'), exact: true }).click()
    await page.waitForURL('**/edit')
    await expectFits(page, locale)
    const billing = page.getByRole('group', { name: t('account.billing_information') })
    await billing.getByLabel(t('field.email')).fill(`${locale} is none`)
    await page.getByRole('button', { name: t('edit.submit') }).click()
    await page.getByRole('alert').getByText(t('problem.email')).waitFor()
    await expectFits(page, locale)
    await billing.getByLabel(t('field.email')).fill(`${locale.toLowerCase()}@yunfan.example`)
    await page.getByRole('button', { name: t('edit.submit') }).click()
    await page.waitForURL(account)
    const saved = t('account.saved', { fields: t('field.full.billing', { label: t('field.email') }) })
    await page.getByRole('status').getByText(saved).waitFor()
    await expectFits(page, locale)
    await page.getByRole('link', { name: t('account.see_history') }).click()
    await page.waitForURL('**/history*')

    const history = account.replace(/account$/, 'history')
    for (const path of [
      `${history}/as-of?version=1`,
      `${history}/compare`,
      '/customers/new',
      '/customers/export',
      '/customers/duplicates',
      '/customers/imports',
      '/activity',
      '/staff',
      '/profile',
    ]) {
      await page.goto(path)
      await expectFits(page, locale)
    }
  })
})

it('the language is switched at the top in the middle of a form, by keyboard, and nothing typed is lost', async () => {
  const page = await portal.openAs(people.sales, 'wide')
  await page.goto('/customers?q=quintana')
  await page.getByRole('link', { name: 'Almacenes Quintana, S.A.' }).click()
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await page.getByRole('group', { name: 'Company details' }).getByLabel('Company name').fill('Typed')
  await page.locator('.languages summary').press('Enter')
  await page.getByRole('button', { name: 'español' }).press('Enter')
  const group = page.getByRole('group', { name: translator('es')('account.company_details') })
  await group.waitFor()
  expect(await group.getByLabel(translator('es')('field.company_name')).inputValue()).toBe('Typed')
  await group.getByLabel(translator('es')('field.company_name')).press('Enter')
  await page.getByRole('status').getByText('Se han guardado los cambios').waitFor()
})
