import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { demonstrationPassword } from '#src/demonstration/demonstration.ts'
import { useBrowser } from '#test/support/browser.ts'
import { people } from '#test/support/person.ts'

/** Everything by keys alone, and the focus to be seen at every step. */

const portal = useBrowser()
const company = 'Contoso Retail Inc.'
const search = 'contosoretail'

let page: Page

beforeEach(async () => {
  page = await portal.open('wide')
  // Without transitions, what an element looks like at once is what it looks like.
  await page.emulateMedia({ reducedMotion: 'reduce' })
})

async function signIn(): Promise<void> {
  await page.request.post('/sign-in', {
    form: { email: people.admin, password: demonstrationPassword },
    maxRedirects: 0,
  })
}

describe('the walk', () => {
  it('by keys alone', async () => {
    await page.goto('/')
    await page.waitForURL('/sign-in')
    await page.keyboard.type(people.admin)
    await page.keyboard.press('Tab')
    await page.keyboard.type(demonstrationPassword)
    await page.keyboard.press('Enter')
    await page.waitForURL('/')

    await tabTo('Customers')
    await page.keyboard.press('Enter')
    await page.waitForURL('/customers')

    await page.keyboard.press('/')
    expect((await focus()).name).toBe('Search customers')
    await page.keyboard.type(search)
    await page.keyboard.press('Enter')
    await page.waitForURL(`/customers?q=${search}`)

    await tabTo(`Row ${company}`)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account')
    await tabTo('Edit')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account/edit')

    await tabTo('Email', 'Billing information')
    await page.keyboard.type('payables@contosoretail.example')
    await tabTo('State', 'Billing information')
    await page.keyboard.type('Oreg')
    await tabTo('ZIP code', 'Billing information')
    await page.keyboard.type('97201')
    await tabTo('Submit')
    await page.keyboard.press('Space')
    await page.waitForURL('**/account')
    expect(await page.getByRole('status').innerText()).toContain('Saved. You changed')

    await tabTo('See in History')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/history#version-\d+$/)
    expect(await page.locator(':target').innerText()).toContain('payables@contosoretail.example')
  })

  it('goes back to the same list, by the browser and by the breadcrumb', async () => {
    await signIn()
    const list = '/customers?country=US&sort=-changed'
    await page.goto(list)
    await tabTo(/Row/)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account')
    await page.goBack()
    await page.waitForURL(list)

    await tabTo(/Row/)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account')
    await tabTo('Edit')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account/edit')
    await tabTo('Customers', 'Breadcrumb')
    await page.keyboard.press('Enter')
    await page.waitForURL(list)
    expect(await page.getByLabel('Country or region').inputValue()).toBe('US')
  })
})

describe('keys', () => {
  beforeEach(signIn)

  it('the first Tab offers to skip to the content', async () => {
    await page.goto('/customers')
    await page.keyboard.press('Tab')
    const skip = await focus()
    expect(skip).toMatchObject({ name: 'Skip to content', inSight: true, visible: true })
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect((await focus()).name).toBe('Duplicates')
  })

  it('"/" goes to the search, but is a character where somebody types', async () => {
    await page.goto('/customers')
    const search = page.getByLabel('Search', { exact: true })
    await search.focus()
    await page.keyboard.type('a/b')
    expect(await search.inputValue()).toBe('a/b')
    await search.blur()
    await page.keyboard.press('/')
    await page.keyboard.type('x')
    expect(await page.getByLabel('Search customers').inputValue()).toBe('x')
  })

  it("the person's menu opens by Enter and Space and closes by Escape", async () => {
    await page.goto('/')
    const signOut = page.getByRole('button', { name: 'Sign out' })
    await tabTo(/Lucía Moreno/)
    for (const key of ['Enter', 'Space']) {
      await page.keyboard.press(key)
      await signOut.waitFor()
      await page.keyboard.press('Tab')
      expect(await focus()).toMatchObject({ name: 'Your profile', inSight: true, visible: true })
      await page.keyboard.press('Escape')
      await signOut.waitFor({ state: 'hidden' })
      expect((await focus()).name).toContain('Lucía Moreno')
    }
    await page.keyboard.press('Enter')
    await tabTo('Sign out')
    await page.keyboard.press('Enter')
    await page.waitForURL('/sign-in')
    expect(await page.getByRole('status').innerText()).toBe('You are signed out.')
  })

  it.each(['/', '/customers', '/activity', '/profile', 'account', 'edit', 'history'])(
    'the first fifty stops of Tab can be seen: %s',
    async (name) => {
      const path = name.startsWith('/') ? name : await pathOf(name)
      await page.goto(path)
      const seen = new Set<string>()
      for (let presses = 0; presses < 50; presses += 1) {
        await page.keyboard.press('Tab')
        const stop = await focus()
        if (stop.key === '' || stop.key === [...seen][0]) break
        seen.add(stop.key)
        expect(stop, stop.name).toMatchObject({ visible: true, inSight: true })
      }
      expect(seen.size).toBeGreaterThan(8)
    },
  )
})

async function pathOf(part: string): Promise<string> {
  await page.goto(`/customers?q=${search}`)
  const account = await page.getByRole('link', { name: company }).getAttribute('href')
  return part === 'edit' ? `${account}/edit` : String(account).replace(/account$/, part)
}

type Stop = {
  /** Tells one element of the page from another; '' when none has the focus. */
  key: string
  name: string
  /** Names of the groups and landmarks around it. */
  within: string[]
  /** Whether it looks different from without the focus. */
  visible: boolean
  /** Whether it is where the page is scrolled to, with nothing over its middle. */
  inSight: boolean
}

/** Presses Tab until something of that name has the focus; every stop on the way must be visible. */
async function tabTo(name: string | RegExp, within?: string): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab')
    const stop = await focus()
    if (stop.key !== '') expect(stop, stop.name).toMatchObject({ visible: true, inSight: true })
    const named = typeof name === 'string' ? stop.name === name : name.test(stop.name)
    if (named && (!within || stop.within.includes(within))) return
  }
  throw new Error(`Tab does not reach ${String(name)}`)
}

/** What has the focus, and whether that can be seen. */
async function focus(): Promise<Stop> {
  return await page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) {
      return { key: '', name: '', within: [], visible: false, inSight: false }
    }
    const text = (node: Element | null) => node?.textContent.replaceAll(/\s+/g, ' ').trim() ?? ''
    const nameOf = (node: Element): string => {
      const label = node.getAttribute('aria-labelledby')
      return node.getAttribute('aria-label') ?? text(label ? document.getElementById(label) : null)
    }
    const look = () =>
      [null, '::after']
        .map((pseudo) => getComputedStyle(element, pseudo))
        .map((style) => [style.outline, style.boxShadow, style.borderColor].join())
        .join()
    const focused = look()
    const box = [...element.getClientRects()][0]
    const over = box && document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
    // A date has several stops, and a fresh focus begins at the first of them: it is looked at once.
    const known = element.matches('[type=date][data-looked-at]')
    if (!known) element.blur()
    const resting = known ? '' : look()
    if (!known) element.focus()
    element.dataset.lookedAt = ''

    const labels =
      element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels : null
    const within = []
    for (let node = element.parentElement; node; node = node.parentElement) {
      within.push(node instanceof HTMLFieldSetElement ? text(node.querySelector('legend')) : nameOf(node))
    }
    const all = [...document.querySelectorAll('*')]
    const row = element.classList.contains('row-link') ? 'Row ' : ''
    return {
      key: String(all.indexOf(element)),
      name: nameOf(element) || text(labels?.[0] ?? null).replace(/ \(.*\)$/, '') || row + text(element),
      within: within.filter((one) => one !== ''),
      visible: focused !== resting,
      inSight: !!over && (element.contains(over) || over.contains(element)) && over !== document.body,
    }
  })
}
