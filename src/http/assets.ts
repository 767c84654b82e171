import { createHash } from 'node:crypto'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { RequestHandler } from 'express'
import { filesIn } from './files.ts'
import { iconSprite } from './icons.ts'
import { portalStyles } from './styles.ts'

/** Styles, scripts and images, held in memory, compressed once, under names that change with their content. */

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  // What a browser may fetch ahead (https://wicg.github.io/nav-speculation/speculation-rules.html).
  '.json': 'application/speculationrules+json',
}

/** All but the styles, which are one sheet. */
const servedAsTheyAre = Object.keys(types).filter((extension) => extension !== '.css')

type Asset = { type: string; raw: Buffer; br: Buffer; gzip: Buffer }

const assets = new Map<string, Asset>()

/** Name of each asset, such as `styles/portal.css` → its address. */
export const assetUrls: Readonly<Record<string, string>> = Object.freeze(loadAll())

function loadAll(): Record<string, string> {
  const sources: [string, Buffer][] = [
    ['styles/portal.css', Buffer.from(portalStyles())],
    ['images/icons.svg', Buffer.from(iconSprite())],
    ...filesIn('public', servedAsTheyAre).map(({ name, content }): [string, Buffer] => [name, content]),
  ]
  return Object.fromEntries(sources.map(([name, content]) => [name, keep(name, content)]))
}

function keep(name: string, content: Buffer): string {
  const { dir, name: stem, ext } = path.posix.parse(name)
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 12)
  const url = `/assets/${dir}/${stem}.${hash}${ext}`
  assets.set(url, {
    type: types[ext] ?? 'application/octet-stream',
    raw: content,
    // Quality 5 is smaller than gzip by a tenth and takes some 20 ms, which start-up does not notice.
    br: brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
    gzip: gzipSync(content),
  })
  return url
}

/** Serves the assets. A name with its hash never changes, so browsers keep it for a year without asking. */
export const serveAssets: RequestHandler = (req, res, next) => {
  const asset = assets.get(req.path)
  if (!asset || (req.method !== 'GET' && req.method !== 'HEAD')) {
    next()
    return
  }
  res.set({
    'Content-Type': asset.type,
    'Cache-Control': 'public, max-age=31536000, immutable',
    Vary: 'Accept-Encoding',
  })
  // Browsers name gzip first, and asked for both at once would get that.
  const encoding = req.acceptsEncodings('br') || req.acceptsEncodings('gzip')
  if (encoding === 'br' || encoding === 'gzip') {
    res.set('Content-Encoding', encoding).end(asset[encoding])
    return
  }
  res.end(asset.raw)
}
