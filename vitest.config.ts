import { defineConfig } from 'vitest/config'

const everything = 'test/**/*.test.ts'
const ofPostgres = 'test/database/postgres/**'

/** What is about a database in a file, or about none: it says nothing of a PostgreSQL server. */
const notOfServers = [
  'test/database/sqlite/**',
  'test/demonstration/**',
  'test/faults/**',
  'test/forms/**',
  'test/i18n/**',
  'test/reference/**',
  'test/whole-app/commands.test.ts',
]

/**
 * What PostgreSQL in this process is tried with. It takes some ten times as long as a server, and opening a portal more than
 * a second: with a server, everything is tried.
 */
const inProcess = [
  `${ofPostgres}/*.test.ts`,
  'test/features/customers/account/account.test.ts',
  'test/features/customers/history/history.test.ts',
]

const project = (testEngine: 'sqlite' | 'pglite' | 'postgres', include: string[], exclude: string[]) => ({
  extends: true as const,
  test: { name: testEngine, include, exclude, provide: { testEngine } },
})

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    reporters: ['default', './test/support/count-reporter.ts'],
    // Tests share no state but the databases that each makes for itself.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: process.env.TEST_DATABASE_URL
      ? [project('postgres', [everything], notOfServers)]
      : [
          project('sqlite', [everything], [ofPostgres]),
          project('pglite', inProcess, [`${ofPostgres}/nodes.test.ts`]),
        ],
  },
})
