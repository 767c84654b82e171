import { createHash, hkdfSync } from 'node:crypto'
import { BlockList, isIP } from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import type { HistoryKey } from './history/chain.ts'

/** The environment, parsed once at start. `.env.example` describes every setting. */

const secretList = z
  .string()
  .transform((text) => text.split(',').map((secret) => secret.trim()))
  .pipe(z.array(z.string().min(32, 'each secret needs at least 32 characters')).min(1))

/** `id:secret` pairs; the first signs, all verify. */
const keyList = z
  .string()
  .transform((text) => text.split(',').map((pair) => /^([a-z0-9-]{1,20}):(.{32,})$/.exec(pair.trim())))
  .refine(
    (pairs) => pairs.every((pair) => pair !== null),
    'must be ID:SECRET, each secret with at least 32 characters',
  )
  .transform((pairs) => pairs.map((pair) => ({ id: pair?.[1] ?? '', secret: pair?.[2] ?? '' })))
  // A list made by splitting text is never empty.
  .transform((keys) => keys as [HistoryKey, ...HistoryKey[]])
/** An address, a network such as 10.0.0.0/8, or one of the names that Express has for networks. */
const isProxy = (text: string): boolean =>
  ['loopback', 'linklocal', 'uniquelocal'].includes(text) || isIP(text.replace(/\/\d{1,3}$/, '')) !== 0

/** Express's `trust proxy`: a number of hops, or the addresses of the proxies. Nothing is trusted by default. */
const trustProxy = z
  .string()
  .default('')
  .transform((text) =>
    text === '' ? false : /^\d+$/.test(text) ? Number(text) : text.split(',').map((part) => part.trim()),
  )
  .refine(
    (proxies) => !Array.isArray(proxies) || proxies.every(isProxy),
    'must be a number of proxies, or their addresses',
  )

// What is in memory is gone with the process.
const databaseUrl = /^(file:(?!:memory:).+|postgres(ql)?:\/\/.+)/

/** Whether a text is the URL of a database, as `DATABASE_URL` is. */
export const isDatabaseUrl = (text: string): boolean =>
  databaseUrl.test(text) && (text.startsWith('file:') || URL.canParse(text))

const environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, 'must be file:PATH or postgres://…')
    .default('file:data/portal.db'),
  UPLOAD_DIR: z.string().min(1).optional(),
  SESSION_SECRETS: secretList.optional(),
  HISTORY_KEYS: keyList.optional(),
  TRUST_PROXY: trustProxy,
  COMPRESSION: z.enum(['on', 'off']).default('on'),
  WEB_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(1),
  METRICS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

/** Signs cookies and the history on a developer's own machine only; production must bring its own. */
const developmentSecret = 'partner-desk-development-only-secret'

/**
 * Keys of the history where none are set: one from each session secret (HKDF, RFC 5869), so that a new secret can be put
 * in front. Removing an old one takes its key away.
 */
function keysFrom(secrets: readonly string[]): [HistoryKey, ...HistoryKey[]] {
  const keys = secrets.map((secret) => ({
    id: `s-${createHash('sha256').update(secret).digest('hex').slice(0, 12)}`,
    secret: Buffer.from(hkdfSync('sha256', secret, '', 'partner-desk history', 32)).toString('base64url'),
  }))
  return keys as [HistoryKey, ...HistoryKey[]]
}

export class ConfigError extends Error {}

/**
 * Reads the settings.
 * @param env the process environment
 * @throws ConfigError naming each setting that is wrong or missing, one a line
 */
export function readConfig(env: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new ConfigError(lines.join('\n'))
  }
  const settings = parsed.data
  const production = settings.NODE_ENV === 'production'
  if (production && !settings.SESSION_SECRETS) {
    throw new ConfigError('SESSION_SECRETS: missing; with NODE_ENV=production it must be set')
  }
  const sessionSecrets = settings.SESSION_SECRETS ?? [developmentSecret]
  const baseUrl = new URL(settings.BASE_URL ?? `http://localhost:${settings.PORT}`)
  return {
    production,
    development: settings.NODE_ENV === 'development',
    port: settings.PORT,
    host: settings.HOST,
    baseUrl,
    behindTls: baseUrl.protocol === 'https:',
    databaseUrl: settings.DATABASE_URL,
    uploadFolder: path.resolve(settings.UPLOAD_DIR ?? path.join(folderOf(settings.DATABASE_URL), 'uploads')),
    sessionSecrets,
    historyKeys: settings.HISTORY_KEYS ?? keysFrom(sessionSecrets),
    trustProxy: settings.TRUST_PROXY,
    compression: settings.COMPRESSION === 'on',
    workers: settings.WEB_CONCURRENCY,
    metricsToken: settings.METRICS_TOKEN,
    logLevel: settings.LOG_LEVEL,
  }
}

/** Where a process keeps its own files: beside the database, where that is a file. */
function folderOf(databaseUrl: string): string {
  return databaseUrl.startsWith('file:') ? path.dirname(databaseUrl.slice('file:'.length)) : 'data'
}

/** This machine alone: 127.0.0.0/8 (RFC 1122, 3.2.1.3), ::1 (RFC 4291, 2.5.3) and the first written as IPv6. */
const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')

function isLoopback(host: string): boolean {
  const version = isIP(host)
  if (version === 0) return /^(?:.+\.)?localhost$/i.test(host)
  return loopback.check(host, version === 6 ? 'ipv6' : 'ipv4')
}

/**
 * Outside production the secret and the passwords of the demonstration are published: whoever reaches the portal gets in.
 * So it is for nobody but those at this machine.
 * @throws ConfigError naming each setting that opens it to others
 */
export function assertServable({ production, host, baseUrl }: Config): void {
  if (production) return
  const reached: string[] = []
  if (!isLoopback(host)) reached.push(`HOST: ${host} can be reached from other machines`)
  if (baseUrl.protocol === 'https:' || !isLoopback(baseUrl.hostname.replace(/^\[|\]$/g, '')))
    reached.push(`BASE_URL: ${baseUrl.origin} is for people at other machines`)
  if (reached.length === 0) return
  throw new ConfigError(
    [
      ...reached,
      'Outside production the secret and the passwords are published. Set NODE_ENV=production and SESSION_SECRETS to serve others,',
      'or leave HOST and BASE_URL empty to try the portal on this machine.',
    ].join('\n'),
  )
}

export type Config = ReturnType<typeof readConfig>
