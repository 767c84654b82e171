import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '../..')

/** Pages that say where things are; a changelog may speak of what is gone. */
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/architecture.md',
  'docs/operations.md',
  ...readdirSync(path.join(root, 'docs/decisions')).map((name) => `docs/decisions/${name}`),
]

/** Folders that a page may have told of before it names a file in them. */
const folders = [
  '.',
  'src/features/customers',
  'src/features/customers/edit',
  'src/features/customers/list',
  'src/database',
  'src/database/sqlite',
  'src/database/postgres',
  'src/reference/company-numbers',
]

const exists = (file: string): boolean => folders.some((folder) => existsSync(path.join(root, folder, file)))

function filesNamedIn(page: string): string[] {
  const text = readFileSync(path.join(root, page), 'utf8')
  return [...text.matchAll(/`([\w./-]+\.(?:ts|ejs|cjs|js))`/g)].map(([, name]) => name!)
}

it.each(pages)('%s names no file that there is not', (page) => {
  expect(filesNamedIn(page).filter((file) => !exists(file))).toEqual([])
})

it('files are named at all', () => {
  expect(filesNamedIn('docs/architecture.md').length).toBeGreaterThan(30)
})
