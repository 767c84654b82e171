import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { useBrowser } from '#test/support/browser.ts'
import { demonstrationPassword } from '#src/demonstration/demonstration.ts'
import { people } from '#test/support/person.ts'

/** Pages are light, stand still while they load, and are there when the link is let go. */

const portal = useBrowser()

/** Counts the bytes that a page takes from the network, headers and compression included. */
async function countBytes(page: Page): Promise<() => number> {
  let bytes = 0
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  return () => {
    const counted = bytes
    bytes = 0
    return counted
  }
}

/**
 * How much of a page moved while it was loaded, and what (https://www.w3.org/TR/layout-instability/): 0.1 is called good.
 * A page that is drawn before all of it has come moves by some thousandths.
 */
const moved = (page: Page): Promise<{ score: number; what: string[] }> =>
  page.evaluate(async () => {
    type Shift = { value: number; sources: { node: Element | null }[] }
    const { promise, resolve } = Promise.withResolvers<{ score: number; what: string[] }>()
    const found = { score: 0, what: [] as string[] }
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as unknown as Shift[]) {
        found.score += value
        found.what.push(...sources.map(({ node }) => String(node?.outerHTML.slice(0, 80))))
      }
    }).observe({ type: 'layout-shift', buffered: true })
    // Entries that are buffered come before the second frame from now.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(found))))
    return await promise
  })

async function expectStill(page: Page): Promise<void> {
  const { score, what } = await moved(page)
  expect(score, what.join('\n')).toBeLessThan(0.01)
}

describe.each(['en-GB', 'es-ES', 'zh-CN'])('in %s', (locale) => {
  it('the first visit is below 60 kB, each further page below 15 kB, and nothing moves', async () => {
    const page = await portal.open('wide', { locale })
    const bytes = await countBytes(page)
    await page.goto('/', { waitUntil: 'networkidle' })
    await expectStill(page)
    await page.locator('input[name=email]').fill(people.admin)
    await page.locator('input[name=password]').fill(demonstrationPassword)
    await page.locator('main form button[type=submit]').first().click()
    await page.waitForURL('/')
    await page.waitForLoadState('networkidle')
    expect(bytes()).toBeLessThan(60_000)
    const account = async () => {
      await page.locator('.row-link').first().click()
      await page.waitForURL(/account$/)
    }
    const steps = {
      list: () => page.goto('/customers'),
      account,
      edit: () => page.goto(`${page.url()}/edit`),
      dashboard: () => page.goto('/'),
    }
    for (const [name, step] of Object.entries(steps)) {
      await step()
      await page.waitForLoadState('networkidle')
      expect(bytes(), name).toBeLessThan(15_000)
      await expectStill(page)
    }
  })
})

/** Resolves once the browser holds a page that it fetched ahead. */
async function fetchedAhead(page: Page): Promise<{ done: Promise<unknown> }> {
  const session = await page.context().newCDPSession(page)
  const { promise: done, resolve } = Promise.withResolvers<unknown>()
  session.on('Preload.prefetchStatusUpdated', ({ status }) => {
    if (status === 'Ready' || status === 'Success') resolve(status)
  })
  await session.send('Preload.enable')
  return { done }
}

it('a page is fetched while its link is pressed, and not again when it is let go', async () => {
  const page = await portal.openAs(people.admin, 'wide')
  await page.goto('/customers', { waitUntil: 'networkidle' })
  const ahead = await fetchedAhead(page)
  await page.locator('.row-link').first().hover()
  await page.mouse.down()
  await ahead.done
  await page.mouse.up()
  await page.waitForURL(/account$/)
  const [navigation] = await page.evaluate(() =>
    performance.getEntriesByType('navigation').map((entry) => ({ ...entry.toJSON() }) as object),
  )
  expect(navigation).toMatchObject({ deliveryType: 'navigational-prefetch' })
})
