import process from 'node:process'
import AdminJSExpress from '@adminjs/express'
import { Database, Resource } from '@adminjs/typeorm'
import AdminJS from 'adminjs'
import express from 'express'
import { BaseEntity, DataSource, EntitySchema } from 'typeorm'

/** AdminJS over the customers, set up as the portal's list and form are: `server.js PORT FILE PASSWORD COLUMNS`. */

const [port, file, password, columns] = process.argv.slice(2)
const secret = 'a secret of the benchmark that is long enough to be one'

class Customer extends BaseEntity {}

const integers = ['partner_id', 'version', 'changed_at_ms']
const schema = new EntitySchema({
  name: 'Customer',
  target: Customer,
  tableName: 'customers',
  columns: {
    row_id: { type: 'integer', primary: true },
    ...Object.fromEntries(
      columns.split(',').map((name) => [name, { type: integers.includes(name) ? 'integer' : 'text' }]),
    ),
  },
})

const source = new DataSource({
  type: 'better-sqlite3',
  database: file,
  entities: [schema],
  enableWAL: true,
  prepareDatabase: (database) => {
    database.pragma('synchronous = FULL')
    database.pragma('cache_size = -65536')
    database.pragma('mmap_size = 1073741824')
  },
})
await source.initialize()

AdminJS.registerAdapter({ Database, Resource })
const admin = new AdminJS({
  rootPath: '/admin',
  resources: [
    {
      resource: Customer,
      options: {
        listProperties: [
          'company_name',
          'primary_domain',
          'billing_last_name',
          'company_country',
          'relationship',
          'changed_at_ms',
        ],
        sort: { sortBy: 'company_name', direction: 'asc' },
        actions: {
          list: {
            // One partner's customers only.
            before: (request) => ({ ...request, query: { ...request.query, 'filters.partner_id': '1' } }),
          },
        },
      },
    },
  ],
})
const router = AdminJSExpress.buildAuthenticatedRouter(
  admin,
  {
    authenticate: (email, given) => (given === password ? { email } : null),
    cookieName: 'adminjs',
    cookiePassword: secret,
  },
  null,
  { resave: false, saveUninitialized: true, secret },
)
const app = express()
app.use(admin.options.rootPath, router)
app.listen(Number(port), '127.0.0.1')
