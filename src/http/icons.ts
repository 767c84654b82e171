import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The icons that the views use, from @tabler/icons. */
export const icons = [
  'adjustments-horizontal',
  'alert-circle',
  'alert-triangle',
  'archive',
  'arrow-back-up',
  'bookmark',
  'building',
  'check',
  'chevron-down',
  'chevron-left',
  'chevron-right',
  'chevron-up',
  'chevrons-right',
  'checks',
  'columns-3',
  'command',
  'copy',
  'dots',
  'download',
  'history',
  'info-circle',
  'keyboard',
  'language',
  'layout-dashboard',
  'lock',
  'logout',
  'pencil',
  'plus',
  'rosette-discount-check',
  'search',
  'selector',
  'upload',
  'user',
  'user-plus',
  'users',
  'x',
] as const

const fromPackage = createRequire(import.meta.url)

/** One SVG file with a symbol for each icon, drawn by `<use href="…#name">`. */
export function iconSprite(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg">${icons.map(symbol).join('')}</svg>`
}

function symbol(name: string): string {
  const svg = readFileSync(fromPackage.resolve(`@tabler/icons/outline/${name}.svg`), 'utf8')
  const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shapes.trim()}</symbol>`
}
