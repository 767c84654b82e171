import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { filesIn } from './files.ts'

/** Tabler's style sheet, without what no view uses: an eighth of it is left. */

const fromPackage = createRequire(import.meta.url)

/** What was left for the same views is kept between starts: finding it out takes a second. */
const cacheFolder = path.join(import.meta.dirname, '../../node_modules/.cache/styles')

/** @returns the rules that can apply to something in a view, or to what a script makes of it */
export async function tablerStyles(): Promise<string> {
  const whole = wholeTabler()
  const users = [...filesIn('views', ['.ejs']), ...filesIn('public', ['.js'])].map(({ content }) =>
    content.toString(),
  )
  const key = createHash('sha256')
    .update(JSON.stringify([whole, users]))
    .digest('hex')
  const cached = path.join(cacheFolder, `${key}.css`)
  return readIfThere(cached) ?? keep(cached, await withoutUnused(whole, users))
}

/** Everything that Tabler brings. */
export function wholeTabler(): string {
  return readFileSync(fromPackage.resolve('@tabler/core/dist/css/tabler.min.css'), 'utf8')
}

async function withoutUnused(css: string, users: readonly string[]): Promise<string> {
  const { PurgeCSS } = await import('purgecss')
  const content = users.map((raw) => ({ raw, extension: 'html' }))
  const [result] = await new PurgeCSS().purge({ content, css: [{ raw: css }], keyframes: true })
  if (!result) throw new Error('no style sheet came back')
  return result.css
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** Whole or not at all, whatever else starts at the same moment. An installation that cannot be written to goes without. */
function keep(file: string, css: string): string {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    const unfinished = `${file}.${process.pid}`
    writeFileSync(unfinished, css)
    renameSync(unfinished, file)
  } catch {
    // The next start finds it out again.
  }
  return css
}
