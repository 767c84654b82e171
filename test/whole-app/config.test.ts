import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { assertServable, ConfigError, readConfig } from '#src/config.ts'
import { processTimeout, run } from '#test/support/command.ts'

const secret = 'a secret that is long enough to be one'

describe('outside production', () => {
  it.each([
    {},
    { HOST: 'localhost' },
    { HOST: '127.0.0.1' },
    { HOST: '127.1.2.3' },
    { HOST: '::1' },
    { HOST: '::ffff:127.0.0.1' },
    { BASE_URL: 'http://localhost:8080' },
    { BASE_URL: 'http://desk.localhost' },
    { BASE_URL: 'http://127.0.0.1:3000' },
    { BASE_URL: 'http://[::1]:3000' },
    { NODE_ENV: 'test' },
  ])('%j is served: for this machine alone', (env) => {
    expect(() => {
      assertServable(readConfig(env))
    }).not.toThrow()
  })

  it.each([
    [{ HOST: '0.0.0.0' }, 'HOST'],
    [{ HOST: '::' }, 'HOST'],
    [{ HOST: '::ffff:0.0.0.0' }, 'HOST'],
    [{ HOST: '0' }, 'HOST'],
    [{ HOST: '192.168.1.7' }, 'HOST'],
    [{ HOST: '10.0.0.1' }, 'HOST'],
    [{ HOST: 'fe80::1' }, 'HOST'],
    [{ HOST: 'desk.example' }, 'HOST'],
    [{ HOST: 'localhost.example' }, 'HOST'],
    [{ HOST: '0.0.0.0', NODE_ENV: 'test' }, 'HOST'],
    [{ HOST: '0.0.0.0', NODE_ENV: 'development', SESSION_SECRETS: secret }, 'HOST'],
    [{ BASE_URL: 'https://desk.example' }, 'BASE_URL'],
    [{ BASE_URL: 'http://desk.example' }, 'BASE_URL'],
    [{ BASE_URL: 'http://192.168.1.7:3000' }, 'BASE_URL'],
    [{ BASE_URL: 'https://localhost' }, 'BASE_URL'],
    [{ BASE_URL: 'http://127.0.0.1.example' }, 'BASE_URL'],
  ])('%j is not served: %s opens it to others', (env, name) => {
    const serve = () => {
      assertServable(readConfig(env))
    }
    expect(serve).toThrow(ConfigError)
    expect(serve).toThrow(new RegExp(`^${name}: .*\\n.*NODE_ENV=production and SESSION_SECRETS`))
  })

  it.each([{ HOST: '0.0.0.0' }, { BASE_URL: 'https://desk.example' }])(
    'and in production %j is served',
    (env) => {
      expect(() => {
        assertServable(readConfig({ ...env, NODE_ENV: 'production', SESSION_SECRETS: secret }))
      }).not.toThrow()
    },
  )

  it('the process ends with a sentence and writes no database', { timeout: processTimeout }, async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-'))
    const file = path.join(folder, 'portal.db')
    const env = {
      NODE_ENV: '',
      SESSION_SECRETS: '',
      HOST: '0.0.0.0',
      PORT: '0',
      DATABASE_URL: `file:${file}`,
    }
    const ended = await run('start', [], { env })
    expect(ended).toMatchObject({ code: 1, out: '' })
    expect(ended.err).toMatch(
      /^Partner Desk cannot start.\nHOST: 0.0.0.0 can be reached from other machines\n/,
    )
    expect(existsSync(file)).toBe(false)
    rmSync(folder, { recursive: true })
  })
})

describe('the settings', () => {
  it('have values for a developer’s machine', () => {
    expect(readConfig({})).toMatchObject({
      production: false,
      port: 3000,
      host: '127.0.0.1',
      behindTls: false,
      databaseUrl: 'file:data/portal.db',
      trustProxy: false,
      compression: true,
      metricsToken: undefined,
      logLevel: 'info',
    })
  })

  it.each([
    [{ PORT: '8080' }, { port: 8080 }],
    [{ PORT: '0' }, { port: 0 }],
    [{ PORT: '' }, { port: 3000 }],
    [{ HOST: '0.0.0.0' }, { host: '0.0.0.0' }],
    [{ TRUST_PROXY: '1' }, { trustProxy: 1 }],
    [{ TRUST_PROXY: '10.0.0.1,10.0.0.2' }, { trustProxy: ['10.0.0.1', '10.0.0.2'] }],
    [{ TRUST_PROXY: '' }, { trustProxy: false }],
    [{ COMPRESSION: 'off' }, { compression: false }],
    [{ BASE_URL: 'https://desk.example' }, { behindTls: true }],
    [{ BASE_URL: 'http://desk.example' }, { behindTls: false }],
    [{ SESSION_SECRETS: `${secret}, ${secret}2` }, { sessionSecrets: [secret, `${secret}2`] }],
    [{ NODE_ENV: 'production', SESSION_SECRETS: secret }, { production: true }],
    [{ METRICS_TOKEN: '0123456789abcdef' }, { metricsToken: '0123456789abcdef' }],
  ])('%j gives %j', (env, expected) => {
    expect(readConfig(env)).toMatchObject(expected)
  })

  it.each([
    [{ PORT: 'http' }, 'PORT'],
    [{ PORT: '65536' }, 'PORT'],
    [{ PORT: '-1' }, 'PORT'],
    [{ PORT: '80.5' }, 'PORT'],
    [{ NODE_ENV: 'staging' }, 'NODE_ENV'],
    [{ BASE_URL: 'desk.example' }, 'BASE_URL'],
    [{ BASE_URL: 'ftp://desk.example' }, 'BASE_URL'],
    [{ BASE_URL: 'javascript:alert(1)' }, 'BASE_URL'],
    [{ DATABASE_URL: 'mysql://localhost/portal' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'file:' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'data/portal.db' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'file::memory:' }, 'DATABASE_URL'],
    [{ SESSION_SECRETS: 'short' }, 'SESSION_SECRETS'],
    [{ SESSION_SECRETS: `${secret},short` }, 'SESSION_SECRETS'],
    [{ SESSION_SECRETS: `${secret},` }, 'SESSION_SECRETS'],
    [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY'],
    [{ TRUST_PROXY: '10.0.0.1,everybody' }, 'TRUST_PROXY'],
    [{ COMPRESSION: 'yes' }, 'COMPRESSION'],
    [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ NODE_ENV: 'production' }, 'SESSION_SECRETS'],
    [{ NODE_ENV: 'production', SESSION_SECRETS: '' }, 'SESSION_SECRETS'],
  ])('%j stops the start, naming %s', (env, name) => {
    expect(() => readConfig(env)).toThrow(ConfigError)
    expect(() => readConfig(env)).toThrow(new RegExp(`^${name}\\b`))
  })

  it('are all named at once where several are wrong', () => {
    expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/PORT[^]*\nLOG_LEVEL/)
  })

  it('are all described in .env.example', () => {
    const root = path.join(import.meta.dirname, '../..')
    const described = [...readFileSync(path.join(root, '.env.example'), 'utf8').matchAll(/^#? ?([A-Z_]+)=/gm)]
    const source = readFileSync(path.join(root, 'src/config.ts'), 'utf8')
    const read = [...source.matchAll(/^ {2}([A-Z_]+):/gm)]
    const names = (matches: RegExpMatchArray[]) => matches.map(([, name]) => name).toSorted()
    expect(names(described)).toEqual(names(read))
  })
})

it(
  'a portal in production without secrets does not start, and says which setting is missing',
  { timeout: processTimeout },
  async () => {
    const ended = await run('start', [], { env: { NODE_ENV: 'production', SESSION_SECRETS: '' } })
    expect(ended.code).toBe(1)
    expect(ended.err).toBe(
      'Partner Desk cannot start.\nSESSION_SECRETS: missing; with NODE_ENV=production it must be set\n',
    )
  },
)
