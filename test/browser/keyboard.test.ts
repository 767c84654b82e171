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
    await page.keyboard.type('whitfield')
    await page.keyboard.press('Enter')
    await page.waitForURL('/customers?q=whitfield')

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

describe('the shortest way', () => {
  beforeEach(signIn)

  /** Presses keys that are no typing, and counts them. */
  function presser() {
    let presses = 0
    return {
      get presses() {
        return presses
      },
      press: async (key: string) => {
        presses += 1
        await page.keyboard.press(key)
      },
    }
  }

  it('from anywhere to a new billing email, submitted, takes at most twelve presses beside typing', async () => {
    await page.goto('/activity')
    const keys = presser()
    await keys.press('/')
    await page.keyboard.type(search)
    await keys.press('Enter')
    await page.waitForURL('**/account')
    expect(await page.locator('h1').innerText()).toBe(company)
    await keys.press('e')
    await page.waitForURL('**/account/edit')
    await keys.press('Control+k')
    await page.getByRole('dialog', { name: 'Commands' }).waitFor()
    await page.keyboard.type('billing email')
    await keys.press('Enter')
    expect(await focus()).toMatchObject({
      name: 'Email',
      within: expect.arrayContaining(['Billing information']),
    })
    await page.keyboard.type('short@contosoretail.example')
    await keys.press('Control+Enter')
    await page.waitForURL('**/account')
    expect(await page.getByRole('status').innerText()).toContain('Saved. You changed')
    expect(await page.locator('main').innerText()).toContain('short@contosoretail.example')
    expect(keys.presses).toBeLessThanOrEqual(12)
  })

  it('opens the one customer that a search finds, and Back leads to where it was typed', async () => {
    await page.goto('/activity')
    await page.keyboard.press('/')
    await page.keyboard.type(search)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account')
    await page.goBack()
    await page.waitForURL('/activity')
    await page.goForward()
    await page.waitForURL('**/account')
    await page
      .getByRole('navigation', { name: 'Breadcrumb' })
      .getByRole('link', { name: 'Customers' })
      .click()
    await page.waitForURL(`/customers?q=${search}`)
    expect(await page.locator('.row-link').count()).toBe(1)
  })

  it('the list is walked by arrows, and by j and k, and a row is selected and opened', async () => {
    await page.goto('/customers')
    const rows = await page.locator('.row-link').allInnerTexts()
    const row = async () => (await focus()).name
    await page.keyboard.press('ArrowDown')
    expect(await focus()).toMatchObject({ name: `Row ${rows[0]}`, visible: true, inSight: true })
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowDown')
    expect(await row()).toBe(`Row ${rows[2]}`)
    await page.keyboard.press('k')
    expect(await row()).toBe(`Row ${rows[1]}`)
    await page.keyboard.press('x')
    expect(await page.locator('tbody tr').nth(1).locator('[type=checkbox]').isChecked()).toBe(true)
    await page.keyboard.press('ArrowUp')
    expect(await row()).toBe(`Row ${rows[0]}`)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account')
    await page.keyboard.press('n')
    await page.waitForURL((url) => url.pathname.endsWith('/account'))
    await expect.poll(() => page.locator('h1').innerText()).toBe(rows[1])
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.waitForURL('/customers')
  })

  it('commands find pages, what can be done here, and customers, and go back to where one was', async () => {
    await page.goto('/customers')
    await page.locator('#q').focus()
    await page.keyboard.press('Control+k')
    const dialog = page.getByRole('dialog', { name: 'Commands' })
    const options = dialog.getByRole('option')
    await page.keyboard.type('activ log')
    await options.first().waitFor()
    expect(await options.allInnerTexts()).toEqual(['Activity log'])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q')
    await page.keyboard.press('Control+k')
    await page.keyboard.type(search)
    const customer = dialog.getByRole('group', { name: 'Customers' }).getByRole('option', { name: company })
    await customer.waitFor()
    const active = dialog.getByRole('combobox')
    expect(await active.getAttribute('aria-activedescendant')).toBe(await customer.getAttribute('id'))
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('add cust')
    await page.keyboard.press('Enter')
    await page.waitForURL('/customers/new')
  })

  it('commands offer only what the person may do', async () => {
    page = await portal.openAs(people.viewer, 'wide')
    await page.goto('/')
    await page.keyboard.press('Control+k')
    const pages = page.getByRole('dialog').getByRole('group', { name: 'Go to' }).getByRole('option')
    await pages.first().waitFor()
    const names = await pages.allInnerTexts()
    expect(names).toContain('Customers')
    for (const name of ['Import', 'Activity log', 'Add customer']) expect(names).not.toContain(name)
  })

  it('"?" shows all shortcuts, which are a page, too', async () => {
    await page.goto('/')
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await sheet.waitFor()
    expect(await sheet.getByRole('term').count()).toBeGreaterThan(12)
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    await page.goto('/shortcuts')
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Keyboard shortcuts')
  })

  it('shortcuts of a single key are switched off in the profile; the others stay', async () => {
    page = await portal.openAs(people.sales, 'wide')
    await page.goto('/profile')
    await page.getByLabel('Shortcuts of a single key').uncheck()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('status').waitFor()
    await page.goto('/customers')
    for (const key of ['/', 'j', '?', 'g', 'c']) await page.keyboard.press(key)
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.keyboard.press('ArrowDown')
    expect((await focus()).name).toMatch(/^Row /)
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Commands' }).waitFor()
  })

  it('tags in use are offered one by one', async () => {
    page = await portal.openAs(people.globalAdmin, 'wide')
    const [one, two] = await page.request
      .get('/customers/find?q=softworks')
      .then(async (answer) => (await answer.json()) as { href: string }[])
    for (const [href, tags] of [[one!.href, 'Gold, Key account']] as const) {
      await page.goto(`${href}/edit`)
      await page.locator('#tags').fill(tags)
      await page.keyboard.press('Control+Enter')
      await page.waitForURL('**/account')
    }
    await page.goto(`${two!.href}/edit`)
    const field = page.locator('#tags')
    await field.pressSequentially('new, go')
    await page.getByRole('option', { name: 'Gold' }).waitFor()
    expect(await field.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await field.inputValue()).toBe('new, Gold, ')
    await field.pressSequentially('KEY')
    await page.getByRole('option', { name: 'Key account' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Control+Enter')
    await page.waitForURL('**/account')
    expect(await page.locator('main').innerText()).toContain('new, Gold, Key account')
  })
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
