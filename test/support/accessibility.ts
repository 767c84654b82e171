import { source, type AxeResults, type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

/** What keeps a page from being everybody's. Each function lists what it finds: nothing, where all is well. */

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds. The options of selects are the browser's own, and there are hundreds. */
export async function axe(page: Page, onlyRules?: string[]): Promise<string[]> {
  const options: RunOptions = {
    resultTypes: ['violations'],
    // Style sheets, which it would read once more for each look, are for a rule that is not among these.
    preload: { assets: ['media'] },
    runOnly: onlyRules ? { type: 'rule', values: onlyRules } : { type: 'tag', values: standards },
  }
  // It stays as long as the page does.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source)
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run({ exclude: ['option'] }, ${JSON.stringify(options)})`,
  )
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

/** What sticks out of the page, or nothing. */
export async function sideways(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const { scrollWidth } = document.documentElement
    if (scrollWidth <= innerWidth) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .slice(0, 3)
      .map((element) => element.outerHTML.slice(0, 100))
  })
}

/** What is to be hit and is smaller than 24 by 24 pixels; links within a line of text may be (WCAG 2.2, 2.5.8). */
export async function tooSmall(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const targets = document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary')
    return [...targets]
      .filter(
        (element) => element.checkVisibility() && !element.matches('[type=hidden], .visually-hidden, .skip'),
      )
      .filter((element) => {
        const inText = getComputedStyle(element).display === 'inline' && element.tagName === 'A'
        const target = element.matches('.row-link') ? element.closest('tr') : element.closest('label')
        const { width, height } = (target ?? element).getBoundingClientRect()
        return !inText && (width < 24 || height < 24)
      })
      .map((element) => element.outerHTML.slice(0, 150))
  })
}

/** Text that is cut off by the box that it stands in; what is scrolled or hidden on purpose is not. */
export async function cutOff(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const isCut = (element: HTMLElement) => {
      const { overflowX } = getComputedStyle(element)
      return ['hidden', 'clip'].includes(overflowX) && element.scrollWidth > element.clientWidth + 1
    }
    return [...document.querySelectorAll<HTMLElement>('main *, header *, nav *')]
      .filter((element) => element.checkVisibility() && !element.closest('.visually-hidden, .skip, svg'))
      .filter((element) => element.clientWidth > 1 && isCut(element) && !element.matches('input, select'))
      .map((element) => element.outerHTML.slice(0, 150))
  })
}
