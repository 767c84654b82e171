import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allRoutes } from '#src/app.ts'
import { checkNewcomer } from '#src/features/customers/add/add-customer.ts'
import { accountFields, editFields } from '#src/features/customers/customer.ts'
import { readLine } from '#src/features/customers/import/line.ts'
import { people } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'
import { openWire, type Wire } from '#test/support/wire.ts'

/**
 * What a text costs grows with its length alone, whatever stands in it: a text that is awkward for normal forms, patterns
 * or lists is compared with as much of an ordinary one. Compared is the processor's time, which others on the machine do
 * not change, and by a factor that no luck explains.
 */

let portal: Portal
let wire: Wire
let cookie = ''
let token = ''
let customer = ''
let colleague = 0

beforeAll(async () => {
  portal = await openPortal()
  wire = await openWire(portal.app)
  const person = portal.visitor()
  const signedIn = await person.signIn(people.globalAdmin)
  cookie = (signedIn.get('Set-Cookie') ?? []).map((line) => line.split(';')[0]).join('; ')
  token = String((await person.page('/'))('input[name="_csrf"]').first().val())
  const { database } = portal.deps
  const row = await database
    .selectFrom('customers')
    .select('id')
    .where('partner_id', '=', 1)
    .executeTakeFirstOrThrow()
  const viewer = await database
    .selectFrom('staff')
    .select('id')
    .where('email', '=', people.viewer)
    .executeTakeFirstOrThrow()
  customer = row.id
  // Of these tries no password is looked at, which takes longer than any text.
  await portal.visitor().signIn('nobody@example.com', 'wrong')
  await sql`UPDATE sign_in_limits SET points = 1000`.execute(database)
  colleague = viewer.id
})

afterAll(async () => {
  await wire.close()
  await portal.close()
})

/** Texts that something may take more than one look at for each of their characters. */
const awkward: Record<string, string> = {
  'marks above and below in turn': '\u0301\u0316',
  'half-width sound marks and accents in turn': '\uFF9E\u0301',
  'letters with as many marks as any has': `a${'\u0316\u0301'.repeat(15)}`,
  'Hangul in its letters': '\u1112\u1161\u11AB',
  spaces: ' ',
  digits: '1',
  'words for an extension': ' int 1',
  commas: ',',
  tags: 'a,b;',
  'dots and signs of an address': 'a.@-',
  'labels of a domain': 'a-b.',
  brackets: '((<[',
  words: 'co a sl b ',
  ideographs: '王伟曾',
  umlauts: 'äÖü',
  'what shows nothing': '\u200B\u202A\u2060',
}

/** Much more than any field takes, in bytes of UTF-8; three such fit into a form. */
const size = 75_000
/** Fields of a form that get the text at once. */
const atOnce = 3
const ordinary = 'x'

const filled = (piece: string, bytes: number): string =>
  'a' + piece.repeat(Math.floor(bytes / Buffer.byteLength(piece))) + '1'

/** Times an ordinary text's cost that other characters may take: their bytes, escapes and look-ups. */
const atMost = 12
/** Processor time below which nothing is compared, in ms. */
const noise = 15

async function costOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** What the awkward texts cost out of proportion, each of three times. */
async function outOfProportion(
  work: (piece: string) => unknown,
  pieces: Record<string, string> = awkward,
): Promise<string[]> {
  const usual = Math.max(noise, await costOf(() => work(ordinary)))
  const found: string[] = []
  for (const [name, piece] of Object.entries(pieces)) {
    const costs: number[] = []
    do costs.push(await costOf(() => work(piece)))
    while (costs.length < 3 && costs.at(-1)! > usual * atMost)
    const cost = Math.min(...costs)
    if (cost > usual * atMost) found.push(`${name}: ${Math.round(cost)} ms`)
  }
  return found
}

/** Every form of the portal, its address, and the fields that take a text. */
const forms: Record<string, { fixed?: Record<string, string>; fields: string[] }> = {
  'POST /sign-in': { fields: ['email', 'password', 'language'] },
  'POST /language': { fields: ['language', 'next'] },
  'POST /sign-out': { fields: [] },
  'POST /profile': { fields: ['theme', 'time_zone', 'locale'] },
  'POST /profile/password': { fields: ['current_password', 'new_password'] },
  'POST /profile/sessions': { fields: ['session'] },
  'POST /staff': { fields: ['name', 'email', 'password'] },
  'POST /staff/:id': { fixed: { version: '1' }, fields: ['name', 'password'] },
  'POST /customers/:id/account': { fixed: { version: '1' }, fields: [...editFields, 'reason'] },
  // These read the same fields by the same rules.
  'POST /customers/:id/account/edit': {
    fixed: { version: '1' },
    fields: ['company_name', 'tags', 'billing_phone_number'],
  },
  'POST /customers': { fields: ['primary_domain', 'company_name', 'company_phone_number'] },
  'POST /customers/new': { fields: ['primary_domain', 'tags', 'registration_number'] },
  'POST /customers/:id/archive': { fixed: { version: '1' }, fields: ['archived'] },
  'POST /customers/views': { fields: ['name', 'list_q', 'list_tag'] },
  'POST /customers/views/:id': { fixed: { version: '1' }, fields: ['name'] },
  'POST /customers/views/:id/state': { fixed: { version: '1' }, fields: ['list_q'] },
  'POST /customers/views/:id/delete': { fields: [] },
  'POST /customers/views/:id/move': { fields: ['to'] },
  'POST /customers/views/:id/opens': { fields: ['opens'] },
  'POST /customers/export': { fields: ['q', 'tag', 'after'] },
  'POST /activity/export': { fields: ['from', 'person', 'customer'] },
  'POST /customers/bulk': { fields: ['list_q', 'list_tag', 'list_after'] },
  'POST /customers/bulk/check': { fixed: { change: 'tag_add' }, fields: ['tag', 'list_q', 'billing_email'] },
}

const pathOf = (name: string): string =>
  name.replace('POST ', '').replace(/:id/, name.includes('/staff/') ? String(colleague) : customer)

async function send(name: string, fields: Record<string, string>) {
  const body = Object.entries({ _csrf: token, ...fields }).map(
    ([field, value]) => `${field}=${value.replace(/[%&+=]/g, encodeURIComponent)}`,
  )
  const answer = await wire.send({
    method: 'POST',
    path: pathOf(name),
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      ...(name === 'POST /sign-in' ? {} : { Cookie: cookie }),
    },
    body: body.join('&'),
    keep: true,
  })
  expect(answer.status, name).toBeLessThan(500)
  return answer
}

describe('a long text in a form', { timeout: 120_000 }, () => {
  it('is tried in every form that the portal has', () => {
    const posts = allRoutes(portal.deps).filter(
      (route) => route.method === 'post' && !route.path.includes('/imports'),
    )
    expect(Object.keys(forms).toSorted()).toEqual(posts.map(({ path }) => `POST ${path}`).toSorted())
  })

  it.each(Object.entries(forms).filter(([, { fields }]) => fields.length > 0))(
    '%s costs by its length alone',
    async (name, { fixed = {}, fields }) => {
      for (let at = 0; at < fields.length; at += atOnce) {
        const some = fields.slice(at, at + atOnce)
        const found = await outOfProportion((piece) =>
          send(name, { ...fixed, ...Object.fromEntries(some.map((field) => [field, filled(piece, size)])) }),
        )
        expect(found, some.join()).toEqual([])
      }
    },
  )
})

describe('a long text in an address or a header', { timeout: 120_000 }, () => {
  /** As much as Node takes of a request's first line and headers together. */
  const length = 14_000
  const inQuery = (piece: string) => {
    const encoded = encodeURIComponent(piece)
    return encoded.repeat(Math.floor(length / encoded.length))
  }

  it.each([
    '/sign-in?next=/',
    '/customers?q=',
    '/customers?tag=',
    '/customers?after=',
    '/customers/duplicates?after=',
    '/activity?from=',
    '/customers/',
  ])('%s costs by its length alone', async (path) => {
    const found = await outOfProportion(async (piece) => {
      const answer = await wire.send({ path: path + inQuery(piece), headers: { Cookie: cookie }, keep: true })
      expect(answer.status).toBeLessThan(500)
    })
    expect(found).toEqual([])
  })

  const inHeaders = [',', 'a,', 'de-x-a,', 'en;q=0.1,', '=;', 'a=b;', ' ', '"', '1.1.1.1,', '/', ':']

  it.each([
    'Accept-Language',
    'User-Agent',
    'Referer',
    'Cookie',
    'Accept-Encoding',
    'X-Forwarded-For',
    'Origin',
  ])('%s costs by its length alone', async (header) => {
    const found = await outOfProportion(
      (piece) =>
        wire.send({
          path: '/sign-in',
          headers: { [header]: piece.repeat(length / piece.length) },
          keep: true,
        }),
      Object.fromEntries(inHeaders.map((piece) => [piece, piece])),
    )
    expect(found).toEqual([])
  })
})

describe('a long text in a file of customers', { timeout: 120_000 }, () => {
  const columns = ['primary_domain', ...accountFields] as const

  it.each(columns)('%s costs by its length alone', async (column) => {
    const found = await outOfProportion((piece) => {
      const line = readLine([filled(piece, 2 * size)], [column])
      checkNewcomer({ id: undefined, primary_domain: line.primary_domain ?? '', typed: line.typed })
    })
    expect(found).toEqual([])
  })
})
