import { load, type CheerioAPI } from 'cheerio'
import { HtmlValidate, type Message } from 'html-validate'
import request, { type Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allRoutes } from '#src/app.ts'
import { assetUrls } from '#src/http/assets.ts'
import { people, type Person } from '#test/support/person.ts'
import { openPortal, openPortalForTest, type Portal } from '#test/support/portal.ts'

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // Views are written by hand and indented by their blocks, which leaves blanks at the ends of lines.
    'no-trailing-whitespace': 'off',
    // `required`, not `required=""`; and `alt=""` says on purpose that an image is decoration.
    'attribute-boolean-style': ['error', { style: 'omit' }],
    'attribute-empty-style': ['error', { style: 'omit' }],
    // HTML, not XHTML: void elements have no slash, except inside SVG.
    'void-style': ['error', { style: 'omit' }],
    // Numbers that people read in groups are the customers' own: a browser must not take them for a telephone's.
    'tel-non-breaking': 'off',
    // Titles hold the customer's name, which may be as long as Partner Center lets it be.
    'long-title': 'off',
    // The search at the top is one field, which Enter submits; forms of more fields are looked at below.
    'wcag/h32': 'off',
  },
})

const csp =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';" +
  "form-action 'self';base-uri 'none';frame-ancestors 'none';object-src 'none'"

let portal: Portal
let customerId = ''
let strangersCustomerId = ''
const persons = {} as Record<keyof typeof people, Person>

beforeAll(async () => {
  portal = await openPortal()
  for (const [name, email] of Object.entries(people)) {
    persons[name as keyof typeof people] = await portal.signIn(email)
  }
  customerId = await changedCustomerOf('Fabrikam Cloud')
  strangersCustomerId = await changedCustomerOf('Contoso')
})

afterAll(() => portal.close())

async function changedCustomerOf(partner: string): Promise<string> {
  const { customer_id } = await portal.deps.database
    .selectFrom('history')
    .innerJoin('partners', 'partners.id', 'history.partner_id')
    .select('customer_id')
    .where('partners.name', '=', partner)
    .executeTakeFirstOrThrow()
  return customer_id
}

/** Everything that must hold of every page. */
function expectSound(response: Response): CheerioAPI {
  expectValid(response.text)
  expectHeaders(response)
  const $ = load(response.text)
  expect($('html').attr('lang')).toBe('en')
  expect($('head > title').text()).toMatch(/\S · Partner Desk$/)
  expect($('h1')).toHaveLength(1)
  expect($('h1').text().trim()).not.toBe('')
  expect($('main')).toHaveLength(1)
  expectForms($)
  expectAssets($)
  return $
}

function expectValid(html: string): void {
  const { results } = validator.validateStringSync(html)
  // An option need not be closed before another one or at the end of its list (HTML, 13.1.2.4).
  const isOpenOption = ({ ruleId, message }: Message) =>
    ruleId === 'no-implicit-close' &&
    /^Element <option> is implicitly closed by (?:sibling|parent <\/select>)$/.test(message)
  const messages = results
    .flatMap((result) => result.messages.filter((message) => !isOpenOption(message)))
    .map(({ line, ruleId, message }) => `${line}: ${ruleId}: ${message}`)
  expect(messages).toEqual([])
}

function expectHeaders({ headers }: Response): void {
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  expect(headers['content-security-policy']).toBe(csp)
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['referrer-policy']).toBe('same-origin')
  expect(headers['cross-origin-opener-policy']).toBe('same-origin')
  expect(headers['cache-control']).toBe('no-store')
  expect(headers['x-frame-options']).toBe('DENY')
  expect(headers).not.toHaveProperty('x-powered-by')
  expect(headers).not.toHaveProperty('etag')
  expect(headers).not.toHaveProperty('strict-transport-security')
}

/** Forms lead to routes of the portal; those that change something carry the session's token. */
function expectForms($: CheerioAPI): void {
  for (const form of $('form').toArray()) {
    const method = ($(form).attr('method') ?? '').toLowerCase()
    const action = $(form).attr('action') ?? ''
    expectRoute(method, action)
    if ($(form).find('input:not([type=hidden]), select').length > 1) {
      expect($(form).find('button[type=submit]'), action).not.toHaveLength(0)
    }
    if (method === 'post' && !action.startsWith('/sign-in')) {
      expect($(form).find('input[type=hidden][name=_csrf]').val(), action).toMatch(/^[\w-]{22,43}$/)
    } else {
      expect($(form).find('[name=_csrf]'), action).toHaveLength(0)
    }
    for (const button of $(form).find('[formaction]').toArray()) {
      expectRoute(method, $(button).attr('formaction') ?? '')
    }
  }
  for (const link of $('a[href^="/"]').toArray()) expectRoute('get', $(link).attr('href') ?? '')
}

function expectRoute(method: string, address: string): void {
  const { pathname } = new URL(address, 'http://portal.invalid')
  const found = allRoutes(portal.deps).some(
    (route) =>
      route.method === method && new RegExp(`^${route.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(pathname),
  )
  expect(found, `${method} ${address} is a route`).toBe(true)
}

/** What a page loads is the portal's own and there under that name. */
function expectAssets($: CheerioAPI): void {
  const known = Object.values(assetUrls)
  const loaded = [
    ...$('script')
      .toArray()
      .map((element) => $(element).attr('src')),
    ...$('link')
      .toArray()
      .map((element) => $(element).attr('href')),
    ...$('use')
      .toArray()
      .map((element) => $(element).attr('href')?.split('#')[0]),
    ...$('img')
      .toArray()
      .map((element) => $(element).attr('src')),
  ]
  expect(loaded.length).toBeGreaterThan(3)
  expect(loaded.filter((address) => !known.includes(address ?? ''))).toEqual([])
}

describe('before signing in', () => {
  it.each([
    ['the sign-in', '/sign-in', 200],
    ['the sign-in on the way to a page', '/sign-in?next=/customers', 200],
    ['a page that does not exist', '/nowhere', 404],
    ['an address that cannot be read', '/customers/%ff', 400],
  ])('%s is a sound page', async (_name, path, status) => {
    const response = await portal.visitor().get(path)
    expect(response.status).toBe(status)
    expectSound(response)
  })

  it('a refused sign-in is a sound page that says why', async () => {
    const response = await portal.visitor().signIn(people.admin, 'not the right password')
    expect(response.status).toBe(422)
    expect(expectSound(response)('[role=alert]').text()).toContain('not right')
  })
})

const ownPages: [string, string][] = [
  ['the dashboard', '/'],
  ['the list', '/customers'],
  [
    'the list in another order, with all filters',
    '/customers?country=ES&relationship=reseller&sort=-changed&size=100',
  ],
  ['the second page of the list', '/customers?q=s&sort=-country'],
  ['a search', '/customers?q=%E6%9C%89%E9%99%90'],
  ['a list where nothing is found', '/customers?q=nobodyiscalledthat&attention=yes'],
  ['the account', '/customers/:id/account'],
  ['the history', '/customers/:id/history'],
  ['the duplicates', '/customers/duplicates'],
  ['the staff', '/staff'],
  ['the profile', '/profile'],
]

describe.each(Object.keys(people) as (keyof typeof people)[])('for %s', (who) => {
  const at = (path: string) => path.replace(':id', who === 'stranger' ? strangersCustomerId : customerId)

  it.each(ownPages)('%s is a sound page', async (_name, path) => {
    const response = await persons[who].get(at(path))
    expect(response.status).toBe(200)
    const $ = expectSound(response)
    expect($('nav[aria-label="Dashboard menu"] a')).not.toHaveLength(0)
  })

  it('the form, the activity log and the export are sound pages, allowed or refused', async () => {
    for (const path of ['/customers/:id/account/edit', '/activity', '/customers/export?q=a&country=ES']) {
      const response = await persons[who].get(at(path))
      expect([200, 403]).toContain(response.status)
      expectSound(response)
    }
  })

  it('a page that does not exist, and another partner’s customer, are the same sound page', async () => {
    const missing = await persons[who].get('/customers/00000000-0000-0000-0000-000000000000/account')
    const foreignId = who === 'stranger' ? customerId : strangersCustomerId
    const foreign = await persons[who].get(`/customers/${foreignId}/account`)
    expect(missing.status).toBe(404)
    expect(foreign.status).toBe(404)
    expectSound(missing)
    // The languages at the top lead back to the address itself.
    const withoutId = (text: string) => text.replaceAll(/\/customers\/[\w-]{36}\//g, '')
    expect(withoutId(foreign.text)).toBe(withoutId(missing.text))
  })
})

describe('the form', () => {
  it('with mistakes is a sound page', async () => {
    const response = await persons.admin.edit(customerId, {
      company_name: '',
      billing_email: 'nobody',
      billing_first_name: 'x'.repeat(51),
      reason: 'x'.repeat(201),
    })
    expect(response.status).toBe(422)
    const $ = expectSound(response)
    const links = $('.error-summary a').toArray()
    expect(links).toHaveLength(4)
    for (const link of links) expect($($(link).attr('href') ?? '')).toHaveLength(1)
  })

  it('with a conflict is a sound page', async () => {
    const form = await persons.admin.editForm(customerId)
    await persons.sales.edit(customerId, { company_address_line_1: 'Calle Mayor 1', company_name: 'Theirs' })
    const response = await persons.admin.post(`/customers/${customerId}/account`, {
      ...form,
      company_address_line_1: 'Calle Mayor 2',
      company_name: 'Mine',
    })
    expect(response.status).toBe(409)
    expect(expectSound(response)('.conflict fieldset')).toHaveLength(2)
  })

  it('with the fields of another country is a sound page', async () => {
    const form = await persons.admin.editForm(customerId)
    for (const country of ['CN', 'US', 'JP', 'BR']) {
      const response = await persons.admin.post(`/customers/${customerId}/account/edit`, {
        ...form,
        company_country: country,
        billing_country: country,
      })
      expect(response.status).toBe(200)
      expectSound(response)
    }
  })

  it('leads after Submit to a sound page that says what changed', async () => {
    const response = await persons.admin.edit(customerId, { company_name: 'Changed twice' })
    const $ = expectSound(await persons.admin.get(response.headers.location ?? ''))
    expect($('[role=status]').text()).toContain('Company name')
  })
})

describe('a portal without customers', () => {
  it('has sound pages', async () => {
    const empty = await openPortalForTest()
    const { database } = empty.deps
    const { id } = await database
      .insertInto('partners')
      .values({ name: 'New', time_zone: 'UTC' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await database.updateTable('staff').set({ partner_id: id }).where('email', '=', people.viewer).execute()
    const person = await empty.signIn(people.viewer)
    for (const path of ['/', '/customers', '/customers?q=a', '/profile']) {
      const response = await person.get(path)
      expect(response.status).toBe(200)
      expectSound(response)
    }
  })
})

describe('behind TLS', () => {
  it('pages tell the browser to stay there, and say so nowhere else', async () => {
    const secure = await openPortalForTest({
      env: { BASE_URL: 'https://desk.example', TRUST_PROXY: '1' },
    })
    const response = await request(secure.app).get('/sign-in').set('X-Forwarded-Proto', 'https')
    expect(response.headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains')
    expect(response.headers['content-security-policy']).toBe(csp)
  })
})

describe('the assets', () => {
  const urls = Object.entries(assetUrls)

  it('are the styles, scripts and images that the pages need', () => {
    expect(Object.keys(assetUrls)).toEqual(
      expect.arrayContaining([
        'styles/portal.css',
        'scripts/portal.js',
        'scripts/theme.js',
        'images/icons.svg',
        'images/mark.svg',
      ]),
    )
  })

  it.each(urls)('%s has its hash in its name and may be kept for good', async (_name, url) => {
    expect(url).toMatch(/\.[\w-]{12}\.\w+$/)
    const { headers, status } = await request(portal.app).get(url)
    expect(status).toBe(200)
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers).not.toHaveProperty('set-cookie')
  })

  it.each(urls)('%s comes as the browser can take it, and is the same each way', async (_name, url) => {
    const get = async (encodings: string) =>
      await request(portal.app)
        .get(url)
        .set('Accept-Encoding', encodings)
        .buffer(true)
        .parse((res, done) => {
          const chunks: Buffer[] = []
          res.on('data', (chunk: Buffer) => chunks.push(chunk))
          res.on('end', () => done(null, Buffer.concat(chunks)))
        })
    const plain = await get('identity')
    expect(plain.headers).not.toHaveProperty('content-encoding')
    expect(plain.headers.vary).toContain('Accept-Encoding')
    for (const [asked, given] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
    ] as const) {
      const packed = await get(asked)
      expect(packed.headers['content-encoding']).toBe(given)
      expect(packed.headers['content-type']).toBe(plain.headers['content-type'])
      expect(packed.body).toEqual(plain.body)
    }
  })

  it.each(urls)('%s under a wrong hash is not there', async (_name, url) => {
    const wrong = url.replace(/\.[\w-]{12}\./, '.AAAAAAAAAAAA.')
    const response = await request(portal.app).get(wrong)
    expect(response.status).toBe(404)
    expect(response.headers['cache-control']).toBe('no-store')
  })

  it.each([
    '/assets/',
    '/assets/../package.json',
    '/assets/styles/portal.css',
    '/package.json',
    '/views/layouts/portal.ejs',
  ])('are all that can be read: %s is not there', async (path) => {
    expect((await request(portal.app).get(path)).status).toBe(404)
  })
})
