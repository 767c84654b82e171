import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PurgeCSS } from 'purgecss'
import { builtFile, builtFolder, usersOfStyles, wholeTabler } from './http/styles.ts'

/** What an installation does once: finds out which of Tabler's styles the pages use, an eighth of them. */

/** @returns the rules that can apply to something in a view, or to what a script makes of it */
export async function usedOfTabler(): Promise<string> {
  const content = usersOfStyles().map((raw) => ({ raw, extension: 'html' }))
  const [result] = await new PurgeCSS().purge({ content, css: [{ raw: wholeTabler() }], keyframes: true })
  if (!result) throw new Error('no style sheet came back')
  return result.css
}

/** Whole or not at all, whatever reads it at the same moment. */
function keep(file: string, css: string): void {
  mkdirSync(builtFolder, { recursive: true })
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, css)
  renameSync(unfinished, file)
}

function removeEarlier(file: string): void {
  for (const name of readdirSync(builtFolder))
    if (name !== path.basename(file)) rmSync(path.join(builtFolder, name), { force: true })
}

if (import.meta.main) {
  const file = builtFile()
  keep(file, await usedOfTabler())
  removeEarlier(file)
}
