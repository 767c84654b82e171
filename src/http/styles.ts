import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { filesIn } from './files.ts'

/** The portal's one style sheet: what its pages use of Tabler's, and its own, a file per part of the page. */

const fromPackage = createRequire(import.meta.url)

/** In the order of the cascade: what stands later wins over what is as specific. */
const parts = [
  'theme',
  'frame',
  'palette',
  'page',
  'plain',
  'dashboard',
  'import',
  'staff',
  'views',
  'list',
  'account',
  'form',
  'history',
  'narrow',
  'phone-list',
  'phone',
  'modes',
  'print',
]

/** Where the installation puts what `usersOfStyles` use of Tabler's. Its folder goes and comes with the packages. */
export const builtFolder = path.join(import.meta.dirname, '../../node_modules/.cache/styles')

/** Tabler's whole sheet where none was built for these views: eight times as large, and as right. */
export function portalStyles(): string {
  return [readIfThere(builtFile()) ?? wholeTabler(), ...ownStyles()].join('\n')
}

/** Everything that Tabler brings. */
export function wholeTabler(): string {
  return readFileSync(fromPackage.resolve('@tabler/core/dist/css/tabler.min.css'), 'utf8')
}

/** What makes elements that styles apply to: the views, and the scripts in the browser. */
export function usersOfStyles(): string[] {
  return [...filesIn('views', ['.ejs']), ...filesIn('public', ['.js'])].map(({ content }) =>
    content.toString(),
  )
}

/** Its name tells what it was made of, so that one made of other views is never taken for it. */
export function builtFile(): string {
  const madeOf = JSON.stringify([wholeTabler(), usersOfStyles()])
  return path.join(builtFolder, `${createHash('sha256').update(madeOf).digest('hex')}.css`)
}

/** @throws when a file has no place in the order */
function ownStyles(): string[] {
  const files = new Map(filesIn('public', ['.css']).map(({ name, content }) => [name, content.toString()]))
  const named = parts.map((part) => `styles/${part}.css`)
  const unnamed = [...files.keys()].filter((name) => !named.includes(name))
  if (unnamed.length > 0) throw new Error(`src/http/styles.ts does not say where ${unnamed.join(', ')} come`)
  return named.map((name) => files.get(name) ?? '')
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
