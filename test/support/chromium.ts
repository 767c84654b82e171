import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** Chromium from an npm package, with a font for Chinese, so that the browser tests need nothing of the machine. */

const packages = path.join(import.meta.dirname, '../../node_modules')
const { version } = JSON.parse(
  readFileSync(path.join(packages, '@sparticuz/chromium/package.json'), 'utf8'),
) as { version: string }
const folder = path.join(os.tmpdir(), `partner-desk-chromium-${version}`)

/** Flags for a headless browser that talks to nobody but the portal. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Unpacks the browser once and tells where it is. `CHROME_BIN` names another one to use.
 * It takes whatever lies at its usual place, however old; so it gets a folder of its own, named by its version.
 */
export async function unpackChromium(): Promise<string> {
  provideFonts()
  const own = process.env.CHROME_BIN
  if (own) return own
  mkdirSync(folder, { recursive: true })
  process.env.TMPDIR = folder
  const { default: chromium } = await import('@sparticuz/chromium')
  return await chromium.executablePath()
}

/** Chromium finds fonts by fontconfig; this one adds Chinese to what the machine has. */
function provideFonts(): void {
  const font = path.join(packages, '@expo-google-fonts/noto-sans-sc')
  const file = path.join(folder, 'fonts.conf')
  mkdirSync(folder, { recursive: true })
  if (!existsSync(file)) {
    writeFileSync(
      file,
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>/usr/share/fonts</dir><dir>${font}/400Regular</dir><dir>${font}/600SemiBold</dir><dir>${path.join(folder, 'fonts')}</dir>
<cachedir>${path.join(folder, 'font-cache')}</cachedir></fontconfig>\n`,
    )
  }
  process.env.FONTCONFIG_FILE = file
}
