import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

/**
 * The portal knows a database by `src/database/` alone: no other file names an engine or speaks the SQL of one. Comments may,
 * since they say why.
 */

const src = path.join(import.meta.dirname, '../../src')

/** They say which engine there is. */
const choosing = ['compose.ts', 'writer-thread.ts']

/** What people read: help, messages and what is wrong with a setting. */
const speaking = ['cli.ts', 'config.ts']

/** An engine, its library, or what only its SQL has: as a word, since `rowId` is nobody's and PG a country. */
const engineName =
  /sqlite|postgres|pglite|^pg$|\b(?:pragma|json_each|rowid|fts5|tsvector|to_tsquery|ilike|julianday|strftime)\b/
const ofAnyCase = (text: string) => /sqlite|postgres|pglite|\bpragma\b/i.test(text) || engineName.test(text)

/** A column that no index is to serve, as one engine writes it. */
const unaryPlus = /^\+[a-z_]/i

/** What a program has of an engine's in its code. */
function ofEngines(text: string, { name = 'some.ts' }: { name?: string } = {}): string[] {
  const found: string[] = []
  const isText = (node: ts.Node): node is ts.LiteralLikeNode =>
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node) ||
    ts.isRegularExpressionLiteral(node)
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && /^sql\b/.test(node.tag.getText())) found.push(node.getText())
    if (ts.isPropertyAccessExpression(node) && node.getText() === 'sql.raw') found.push('sql.raw')
    if (ts.isIdentifier(node) && ofAnyCase(node.text)) found.push(node.text)
    if (isText(node) && !speaking.includes(name) && (ofAnyCase(node.text) || unaryPlus.test(node.text)))
      found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true))
  return found
}

describe('outside of the database’s own folder no engine is known:', () => {
  it.each([
    ["import Sqlite from 'better-sqlite3'"],
    ["import { Pool } from 'pg'"],
    ['const isPostgres = true'],
    ["db.selectFrom('customers').select('rowid')"],
    ["eb.fn('json_each', [ids])"],
    ["rows.where('name', 'ilike', 'a%')"],
    ["sql.ref('+partner_id')"],
    ["sql.raw('count(*)')"],
    ['sql`count(*)`'],
    ['sql<number>`lower(${name})`'],
    ['run(`PRAGMA ${name}`)'],
  ])('%s is found', (text) => {
    expect(ofEngines(text)).not.toEqual([])
  })

  it.each([
    ['// SQLite seeks here'],
    ["rows.where('needs_attention', '=', sql.lit(1))"],
    ["const rowIds = [1]; sql.ref('customers.relationship')"],
    ["const more = count + '+'"],
  ])('%s is not', (text) => {
    expect(ofEngines(text)).toEqual([])
  })

  const names = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.startsWith(`database${path.sep}`) && !choosing.includes(name),
  )

  it('in any of the portal’s programs', () => {
    expect(names.length).toBeGreaterThan(200)
    const all = names.map((name) => [name, ofEngines(readFileSync(path.join(src, name), 'utf8'), { name })])
    expect(all.filter(([, found]) => found!.length > 0)).toEqual([])
  })
})
