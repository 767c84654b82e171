import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { axe, sideways, tooSmall } from '#test/support/accessibility.ts'
import { useBrowser } from '#test/support/browser.ts'
import { known } from '#test/support/customers.ts'
import { people } from '#test/support/person.ts'

/** A file's way in, as a person walks it: upload, name the columns, look, confirm, take the report, undo. */

const portal = useBrowser()
const folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function expectSound(page: Page): Promise<void> {
  const found = { axe: await axe(page), sideways: await sideways(page), tooSmall: await tooSmall(page) }
  expect(found, page.url()).toEqual({ axe: [], sideways: [], tooSmall: [] })
}

describe.each(['phone', 'without JavaScript'] as const)('on a screen that is %s', (screen) => {
  it('a file is uploaded, named, checked, written, reported and undone', async () => {
    const page = await portal.openAs(people.admin, screen)
    const file = path.join(folder, `${screen}.csv`)
    const header = `Customer ID;Firmenname ${screen};Email (billing)`
    const lines = [`${known.mueller.id};Müller Neu ${screen};`, `${known.quintana.id};;nothing`]
    writeFileSync(file, [header, ...lines].join('\r\n'))

    if (screen === 'phone') await page.setViewportSize({ width: 360, height: 3000 })
    await page.goto('/customers')
    if (screen === 'phone') await page.locator('summary', { hasText: 'More actions' }).click()
    await page.getByRole('link', { name: 'Import', exact: true }).click()
    if (screen !== 'without JavaScript') await expectSound(page)
    await page.getByLabel('Excel or CSV file').setInputFiles(file)
    await page.getByRole('button', { name: 'Upload' }).click()

    await page.getByRole('heading', { name: 'What are the columns?' }).waitFor()
    if (screen !== 'without JavaScript') await expectSound(page)
    await page.getByLabel(`Firmenname ${screen}`).selectOption('Company name')
    await page.getByRole('button', { name: 'Check', exact: true }).click()

    await page.getByRole('button', { name: 'Apply 1 line' }).waitFor()
    if (screen !== 'without JavaScript') await expectSound(page)
    await page.getByText(`Müller Neu ${screen}`).first().waitFor()
    await page.getByRole('link', { name: 'Refused 1' }).click()
    await page.getByText('Please enter an address such as name@example.com').waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download these lines' }).click(),
    ])
    const report = readFileSync(await download.path(), 'utf8')
    expect(report).toContain(known.quintana.id)
    expect(report).toContain('Please enter an address')

    await page.getByRole('button', { name: 'Apply 1 line' }).click()
    await page.getByRole('button', { name: 'Undo the import' }).waitFor()
    await page.goto(`/customers/${known.mueller.id}/account`)
    await page.getByRole('heading', { level: 1, name: `Müller Neu ${screen}` }).waitFor()
    await page.goBack()
    await page.getByRole('button', { name: 'Undo the import' }).click()
    await page.getByRole('status').getByText('Undone', { exact: true }).waitFor()
    await page.goto(`/customers/${known.mueller.id}/account`)
    await page.getByRole('heading', { level: 1, name: 'Müller & Söhne GmbH' }).waitFor()
  })
})

it('several customers are selected on the list and tagged at once', async () => {
  const page = await portal.openAs(people.sales, 'wide')
  await page.goto('/customers?q=s&country=DE')
  await expectSound(page)
  const boxes = page.locator('tbody').getByRole('checkbox', { name: /^Select / })
  await boxes.nth(0).check()
  await boxes.nth(1).check()
  await page.getByRole('button', { name: 'Change selected' }).click()
  await page.getByText('2 customers').waitFor()
  await expectSound(page)
  await page.getByLabel('Add a tag').check()
  await page.getByLabel('Tag', { exact: true }).first().fill('autumn')
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.getByRole('button', { name: 'Apply 2 lines' }).click()
  await page.getByRole('button', { name: 'Undo the import' }).waitFor()
  await page.goto('/customers?tag=autumn')
  await page.getByText('2 customers found').waitFor()
})
