import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axe, sideways, tooSmall } from '#test/support/accessibility.ts'
import { useBrowser } from '#test/support/browser.ts'
import { people } from '#test/support/person.ts'

/** The list as it is worked with: what is selected, what a phone folds away, what fits. */

const portal = useBrowser()

const boxes = (page: Page) => page.locator('tbody .pick input')
const bar = (page: Page) => page.getByRole('group', { name: 'Selected customers' })
const whole = (page: Page) => page.getByLabel('Select all on this page')

async function picked(page: Page): Promise<{ boxes: number; said: string; whole: unknown }> {
  return {
    boxes: await page.locator('tbody .pick input:checked').count(),
    said: (await bar(page).getByRole('status').textContent())?.trim() ?? '',
    whole: await whole(page).evaluate((box: HTMLInputElement) => (box.indeterminate ? 'some' : box.checked)),
  }
}

describe('selecting customers', () => {
  it('brings a bar that counts them, by one box, by Shift and by the box of the whole page', async () => {
    const page = await portal.openAs(people.admin, 'wide')
    await page.goto('/customers')
    expect(await bar(page).isVisible()).toBe(false)
    await boxes(page).nth(1).check()
    expect(await picked(page)).toEqual({ boxes: 1, said: 'Selected: 1', whole: 'some' })
    await boxes(page)
      .nth(4)
      .click({ modifiers: ['Shift'] })
    expect(await picked(page)).toEqual({ boxes: 4, said: 'Selected: 4', whole: 'some' })
    await whole(page).check()
    expect(await picked(page)).toEqual({ boxes: 25, said: 'Selected: 25', whole: true })
    expect(await axe(page)).toEqual([])
    await boxes(page).nth(0).uncheck()
    expect(await picked(page)).toEqual({ boxes: 24, said: 'Selected: 24', whole: 'some' })
    await bar(page).getByRole('button', { name: 'Clear selection' }).click()
    expect(await bar(page).isVisible()).toBe(false)
    expect(await page.locator('tbody .pick input:checked').count()).toBe(0)
  })

  it('works without a script: the bar is there, and a link selects the page', async () => {
    const page = await portal.openAs(people.admin, 'without JavaScript')
    await page.goto('/customers?country=ES')
    await page.getByRole('link', { name: 'Select all on this page' }).click()
    await bar(page).getByRole('button', { name: 'Change selected' }).click()
    await page.getByRole('heading', { name: 'Change several customers' }).waitFor()
    expect(await page.locator('.page-head').textContent()).toContain('25 customers')
  })
})

describe('on a phone', () => {
  it('the first customer stands in the upper half, whatever narrows the list', async () => {
    const page = await portal.openAs(people.admin, 'phone')
    const top = async (address: string) => {
      await page.goto(address)
      return await page
        .locator('tbody tr')
        .first()
        .evaluate((row) => row.getBoundingClientRect().top)
    }
    expect(await top('/customers')).toBeLessThanOrEqual(330)
    expect(await top('/customers?country=ES&relationship=reseller&sort=-changed')).toBeLessThanOrEqual(390)
    expect(await page.locator('tbody .cell-changed').first().isVisible()).toBe(true)
  })

  it('filters and actions fold away, and open', async () => {
    const page = await portal.openAs(people.admin, 'phone')
    await page.goto('/customers')
    const country = page.getByLabel('Country or region')
    expect(await country.isVisible()).toBe(false)
    await page.locator('summary', { hasText: 'Filters' }).click()
    expect({ sideways: await sideways(page), tooSmall: await tooSmall(page) }).toEqual({
      sideways: [],
      tooSmall: [],
    })
    await country.selectOption('Spain')
    await page.waitForURL(/country=ES/)
    expect(await page.locator('.chip').textContent()).toContain('Spain')
    await page.locator('summary', { hasText: 'More actions' }).click()
    await page.getByRole('link', { name: 'Export' }).click()
    await page.waitForURL(/export\?country=ES/)
  })
})

it('what the search looks for fits in its field, in every language', async () => {
  const fits: Record<string, boolean> = {}
  for (const screen of ['wide', 'phone'] as const) {
    const page = await portal.openAs(people.admin, screen)
    for (const locale of ['en', 'es', 'zh-Hans']) {
      await page.goto('/customers?country=ES')
      const token = await page.locator('input[name=_csrf]').first().inputValue()
      await page.request.post('/language', { form: { _csrf: token, language: locale, next: '/' } })
      await page.reload()
      fits[`${screen}, ${locale}`] = await page.locator('#q').evaluate((field: HTMLInputElement) => {
        const { font, paddingLeft, paddingRight } = getComputedStyle(field)
        const context = document.createElement('canvas').getContext('2d')!
        context.font = font
        const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
        return context.measureText(field.placeholder).width <= room
      })
    }
  }
  expect(Object.entries(fits).filter(([, fit]) => !fit)).toEqual([])
})

it('a domain ends its lines at dots only', async () => {
  const page = await portal.openAs(people.admin, 'wide')
  await page.goto('/customers')
  for (const width of [320, 360, 800, 1024]) {
    await page.setViewportSize({ width, height: 900 })
    const broken = await page.locator('tbody .dotted').evaluateAll((domains) =>
      domains.flatMap((domain) => {
        const range = document.createRange()
        return [...domain.childNodes].flatMap((node) => {
          range.selectNode(node)
          return range.getClientRects().length > 1 ? [`${node.textContent}`] : []
        })
      }),
    )
    expect(broken, `at ${width}`).toEqual([])
  }
})
