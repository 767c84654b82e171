/** Imports go one way: server, cli → compose, app → use cases → features → the shared floors. Features never import each other. */

const floors = '^src/(http|forms|access|history|reference|i18n|database)/'

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'floors-stay-below',
      severity: 'error',
      from: { path: floors },
      to: { path: '^src/(features|demonstration)/|^src/[^/]+$' },
    },
    {
      name: 'features-stay-apart',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: '^src/features/$1/' },
    },
    {
      name: 'features-stay-below',
      severity: 'error',
      from: { path: '^src/features/' },
      to: { path: '^src/[^/]+$|^src/demonstration/' },
    },
    {
      // All rooms of a feature stand on what they share; only customers.routes.ts lists them.
      name: 'what-rooms-share-knows-no-room',
      severity: 'error',
      from: {
        path: '^src/features/customers/([^/]+\\.ts$|search/)',
        pathNot: '^src/features/customers/customers\\.routes\\.ts$',
      },
      to: { path: '^src/features/customers/[^/]+/', pathNot: '^src/features/customers/search/' },
    },
    {
      name: 'only-http-and-features-know-express',
      severity: 'error',
      from: { path: '^src/(forms|access|history|reference|i18n|database|demonstration)/' },
      to: { path: '^node_modules/express' },
    },
    {
      name: 'reference-is-pure',
      severity: 'error',
      from: { path: '^src/reference/' },
      to: { path: '^src/', pathNot: '^src/reference/' },
    },
    {
      name: 'rules-import-nothing',
      severity: 'error',
      from: { path: '^src/(features/customers/customer|history/(changes|merge)|access/permissions)\\.ts$' },
      to: {},
    },
    {
      name: 'only-compose-chooses-an-engine',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(compose|writer-thread)\\.ts$|^src/database/(sqlite|postgres)/' },
      to: { path: '^src/database/(sqlite|postgres)/' },
    },
    {
      name: 'engines-stay-apart',
      severity: 'error',
      from: { path: '^src/database/(sqlite|postgres)/' },
      to: { path: '^src/database/(sqlite|postgres)/', pathNot: '^src/database/$1/' },
    },
    {
      name: 'only-an-engine-knows-its-library',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/database/(sqlite|postgres)/' },
      to: { path: '^node_modules/(better-sqlite3|pg)/' },
    },
    { name: 'not-to-tests', severity: 'error', from: { path: '^(src|migrations)/' }, to: { path: '^test/' } },
    {
      name: 'only-the-entrances-start',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(server|cli)\\.ts$' },
      to: { path: '^src/(server|cli)\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
