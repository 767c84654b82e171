import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { expect, it } from 'vitest'

/** The Node.js that the portal runs on is the one that it was tested with, and another one is told so in words. */

const project = path.join(import.meta.dirname, '../..')
const { dependencies, scripts, engines } = JSON.parse(
  readFileSync(path.join(project, 'package.json'), 'utf8'),
) as Record<'dependencies' | 'scripts' | 'engines', Record<string, string>>
const { refusalOf } = createRequire(import.meta.url)('../../src/preload.cjs') as {
  refusalOf: (version: string) => string | undefined
}

it.each(['8.17.0', '18.20.4', '20.20.2', '22.22.0', '23.11.1'])(
  'Node.js %s is told what is wanted',
  (version) => {
    expect(refusalOf(version)).toBe(
      `Partner Desk needs Node.js 24 or newer, and this is ${version}. "npm ci" installs the right one, and "npm start" and "npm run portal" use it.`,
    )
  },
)

it.each(['24.0.0', '25.1.0', '100.0.0', process.versions.node])('Node.js %s will do', (version) => {
  expect(refusalOf(version)).toBeUndefined()
})

it('an installation without what only development needs has the Node.js of the tests', () => {
  expect(dependencies.node).toBe(process.versions.node)
  expect(engines.node).toBe(`>=${process.versions.node.split('.')[0]}`)
})

it.each(['start', 'portal'])('npm run %s asks before it loads what an old Node.js cannot read', (name) => {
  const words = scripts[name]!.split(' ')
  const asks = words.indexOf('./src/preload.cjs')
  expect(words[asks - 1]).toBe('--require')
  expect(words.findIndex((word) => word.endsWith('.ts'))).toBeGreaterThan(asks)
  expect(words).not.toContain('--import')
})
