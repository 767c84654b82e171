import { execFileSync } from 'node:child_process'
import { constants, copyFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { load } from 'cheerio'
import { countriesInOrder } from '#src/reference/countries.ts'
import { culturesInOrder, languagesInOrder } from '#src/reference/languages.ts'
import { FormClient } from '#test/support/form-client.ts'
import { formFields } from '#test/support/person.ts'
import { unedited } from '../edits.ts'
import type { LoadRequest } from '../load.ts'
import { deepPage, sampleCustomers, searches, type CustomerKeys } from '../sample-customers.ts'
import { runs, Server } from '../server.ts'
import { dataOf, peerOf, type Peer, type PeerForm, type PeerPage } from './peer.ts'

/** Django's admin over the same customers: one worker of gunicorn on an SQLite file with WAL and synchronous=FULL. */

const home = path.join(import.meta.dirname, 'django')
// Debian's Python, which has Debian's packages; another may come first in PATH.
const python = '/usr/bin/python3'
const account = { username: 'bench', password: 'demonstration-only' }
const listPath = '/admin/desk/customer/'

export const isDjangoSetUp = (): boolean => runs(python, ['-c', 'import django, gunicorn'])

/**
 * Starts the peer on a copy of its data, which is made on the first run and kept.
 * @param source the portal's data
 */
export async function startDjango(source: string, customers: number): Promise<Peer> {
  const file = path.join(path.dirname(source), 'run-django.db')
  writeFileSync(choicesBeside(file), JSON.stringify(choices()))
  copyFileSync(dataOf('django', source, makeData(source)), file, constants.COPYFILE_FICLONE)
  const server = await Server.start((port) => ({
    program: python,
    args: [
      ...['-m', 'gunicorn', 'desk.wsgi', '--bind', `127.0.0.1:${port}`],
      // One process with one thread; this kind of worker, unlike the plain one, keeps connections open.
      ...['--workers', '1', '--worker-class', 'gthread', '--threads', '1', '--keep-alive', '75'],
      ...['--log-level', 'critical'],
    ],
    folder: home,
    env: environment(file),
    readyPath: '/admin/login/',
  }))
  const person = new FormClient(server.url)
  await signIn(person)
  const { looked, edited } = sampleCustomers(source)
  const forms = await openForms(person, edited)
  const pages = pagesOf(looked, customers)
  for (const [first] of Object.values(pages)) await assertPage(person, first?.path ?? '')
  const headers = { cookie: person.cookie }
  return peerOf({ name: 'Django admin', server, file, headers, pages, forms, saved: 302 })
}

/** The portal's customers in Django's tables, with somebody who may edit them. */
const makeData = (source: string) => (making: string) => {
  const manage = (...args: string[]) =>
    execFileSync(python, ['manage.py', ...args, '--verbosity', '0'], {
      cwd: home,
      env: { ...environment(making), DJANGO_SUPERUSER_PASSWORD: account.password },
    })
  manage('migrate', '--run-syncdb')
  manage(
    'createsuperuser',
    '--noinput',
    '--username',
    account.username,
    '--email',
    'bench@partner-desk.example',
  )
  const database = new SqliteDatabase(making)
  const columns = database
    .prepare<[], string>(`SELECT name FROM pragma_table_info('desk_customer')`)
    .pluck()
    .all()
    .join(', ')
  database.exec(`ATTACH '${source}' AS portal;
    INSERT INTO desk_customer (${columns}) SELECT ${columns} FROM portal.customers;
    DETACH portal; PRAGMA journal_mode = DELETE;`)
  database.close()
}

const choicesBeside = (file: string): string => path.join(path.dirname(file), 'django-choices.json')

const environment = (file: string): Record<string, string> => ({
  PYTHONDONTWRITEBYTECODE: '1',
  BENCH_DJANGO_DB: file,
  BENCH_DJANGO_CHOICES: choicesBeside(file),
})

/** The same choices as in the portal's form. */
function choices() {
  const named = ({ code, name }: { code: string; name: string }) => [code, name]
  return {
    countries: countriesInOrder('en').map(named),
    languages: languagesInOrder('en').map(named),
    cultures: culturesInOrder('en').map(named),
  }
}

async function signIn(person: FormClient): Promise<void> {
  const page = load(await (await person.get('/admin/login/')).text())
  const response = await person.post('/admin/login/', { ...formFields(page, '#login-form'), ...account })
  if (response.status !== 302) throw new Error(`signing in to Django: ${response.status}`)
}

const changePath = ({ row_id }: CustomerKeys): string => `${listPath}${row_id}/change/`

function pagesOf(looked: readonly CustomerKeys[], customers: number): Record<PeerPage, LoadRequest[]> {
  const list = (query: Record<string, string>): LoadRequest[] => [
    { path: `${listPath}?${new URLSearchParams(query).toString()}` },
  ]
  return {
    list: [{ path: listPath }],
    // Counted from 1 since Django 3.2.
    deep_list: list({ p: String(deepPage(customers)) }),
    search_rare: list({ q: searches.rare }),
    search_common: list({ q: searches.common }),
    edit: looked.map((keys) => ({ path: changePath(keys) })),
  }
}

async function assertPage(person: FormClient, page: string): Promise<void> {
  const response = await person.get(page)
  const $ = load(await response.text())
  const found = $('#result_list tbody tr, #customer_form').length
  if (response.status !== 200 || found === 0) throw new Error(`Django: ${page} answered ${response.status}`)
}

async function openForms(person: FormClient, customers: readonly CustomerKeys[]): Promise<PeerForm[]> {
  const forms: PeerForm[] = []
  for (const keys of customers) {
    const page = changePath(keys)
    const $ = load(await (await person.get(page)).text())
    const fields = { ...formFields($, '#customer_form'), _save: 'Save' }
    forms.push({ path: page, fixed: unedited(fields) })
  }
  return forms
}
