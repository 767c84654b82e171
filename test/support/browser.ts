import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, vi } from 'vitest'
import { demonstrationPassword } from '#src/demonstration/demonstration.ts'
import { chromiumFlags } from './chromium.ts'
import { copyDatabase, ServerProcess } from './server-process.ts'

/** A real browser before a real process of the portal. */

const screens = {
  wide: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  'without JavaScript': { viewport: { width: 1440, height: 900 }, javaScriptEnabled: false },
} satisfies Record<string, BrowserContextOptions>

export type Screen = keyof typeof screens

/** Long enough for a busy machine, short enough to tell what was waited for. */
const patience = 20_000

/**
 * A portal and a browser for the tests of one file. A test fails when a page of it says anything on the console, throws,
 * or breaks the content security policy; answers of an expected 4xx are said at `open`.
 */
export function useBrowser() {
  // A test takes a second or two; a machine that is busy with other things may need many times that.
  vi.setConfig({ testTimeout: 90_000 })
  let browser: Browser
  let server: ServerProcess
  let removeDatabase: () => void
  let contexts: BrowserContext[] = []
  let troubles: string[] = []

  beforeAll(async () => {
    const database = copyDatabase(inject('seededDatabase'))
    removeDatabase = database.remove
    ;[server, browser] = await Promise.all([
      ServerProcess.start({ file: database.file }),
      chromium.launch({
        executablePath: inject('chromiumPath'),
        args: chromiumFlags,
        env: { ...process.env, FONTCONFIG_FILE: inject('fontsFile') },
      }),
    ])
  })

  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()))
    contexts = []
    const found = troubles
    troubles = []
    expect(found).toEqual([])
  })

  afterAll(async () => {
    await browser.close()
    await server.stop()
    removeDatabase()
  })

  return {
    get server() {
      return server
    },

    /**
     * A new browser window of somebody's own.
     * @param options.expected statuses of failures that the test asks for
     * @param options.locale the language that the browser asks for
     */
    async open(screen: Screen, options: { expected?: number[]; locale?: string } = {}): Promise<Page> {
      const context = await browser.newContext({
        baseURL: server.url,
        locale: options.locale ?? 'en-GB',
        timezoneId: 'Europe/Madrid',
        ...screens[screen],
      })
      context.setDefaultTimeout(patience)
      contexts.push(context)
      context.on('console', (message) => {
        const status = /Failed to load resource: .* status of (\d+)/.exec(message.text())?.[1]
        if (status && options.expected?.includes(Number(status))) return
        if (['error', 'warning'].includes(message.type())) troubles.push(message.text())
      })
      context.on('weberror', (error) => troubles.push(String(error.error())))
      return await context.newPage()
    },

    /** A window of somebody who has signed in. */
    async openAs(email: string, screen: Screen, options?: { expected?: number[] }): Promise<Page> {
      const page = await this.open(screen, options)
      const answer = await page.request.post('/sign-in', {
        form: { email, password: demonstrationPassword },
        maxRedirects: 0,
      })
      expect(answer.status()).toBe(303)
      return page
    },
  }
}

/** Signs in by the form that the page shows. */
export async function signInByForm(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(demonstrationPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** One of the form's two groups of fields. */
export const companyDetails = (page: Page) => page.getByRole('group', { name: 'Company details' })
export const billingInformation = (page: Page) => page.getByRole('group', { name: 'Billing information' })
