import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safePath, signInUrl, withQuery } from '#src/http/urls.ts'

const origin = 'https://desk.example'

const piece = fc.constantFrom(
  '/',
  '\\',
  '.',
  '..',
  '%2f',
  '%5c',
  '%0d%0a',
  '\t',
  '\n',
  '\r',
  ' ',
  '@',
  ':',
  '?',
  '#',
  'evil.example',
  'https:',
  'javascript:',
  '\0',
  '\u2028',
  'é',
  '／',
)
const bent = fc
  .array(fc.oneof({ weight: 4, arbitrary: piece }, fc.string({ unit: 'binary' })))
  .map((parts) => parts.join(''))

function expectInside(path: string): void {
  expect(path).toMatch(/^\/(?![/\\])/)
  // eslint-disable-next-line no-control-regex
  expect(path).not.toMatch(/[\u0000-\u001f\\]/)
  expect(new URL(path, `${origin}/sign-in`).origin).toBe(origin)
}

describe('a path to go on to', () => {
  it('begins with one slash and stays in the portal, whatever was asked for', () => {
    fc.assert(
      fc.property(bent, (next) => {
        expectInside(safePath(next))
      }),
      { numRuns: 2000 },
    )
  })

  it('begins with one slash and stays in the portal when it began with one', () => {
    fc.assert(
      fc.property(bent, (next) => {
        expectInside(safePath(`/${next}`))
      }),
      { numRuns: 2000 },
    )
  })

  it('is itself once it is safe', () => {
    fc.assert(
      fc.property(bent, (next) => {
        const safe = safePath(`/${next}`)
        expect(safePath(safe)).toBe(safe)
      }),
    )
  })

  it.each([
    '/',
    '/customers',
    '/customers?q=a%20b&country=ES',
    '/customers/1/account/edit',
    '/activity?from=2026-01-01',
  ])('%s is kept', (next) => {
    expect(safePath(next)).toBe(next)
  })

  it.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\r\nX: 1',
    '/..//evil.example',
    '/./\\evil.example',
    'https://evil.example',
    'https:/evil.example',
    'javascript:alert(1)',
    'evil.example',
    'customers',
    '',
    ' /customers',
    undefined,
    null,
    7,
    ['/customers'],
    { toString: () => '/customers' },
  ])('%j is not, and leads to the dashboard', (next) => {
    expect(safePath(next)).toBe('/')
  })

  it('loses its fragment, which the server never sees', () => {
    expect(safePath('/customers#x')).toBe('/customers')
  })
})

describe('the sign-in’s address', () => {
  it('leads on to any page, and back to it by the way that the sign-in reads it', () => {
    fc.assert(
      fc.property(bent, (text) => {
        const next = safePath(`/${text}`)
        const url = new URL(signInUrl(next), origin)
        expect(url.pathname).toBe('/sign-in')
        expect(safePath(url.searchParams.get('next') ?? '/')).toBe(next)
      }),
    )
  })

  it('is plain on the way to the dashboard', () => {
    expect(signInUrl('/')).toBe('/sign-in')
  })
})

describe('an address with a query', () => {
  it('leaves out what is empty', () => {
    expect(withQuery('/customers', { q: '', country: undefined })).toBe('/customers')
    expect(withQuery('/customers', { q: 'a&b', country: 'ES' })).toBe('/customers?q=a%26b&country=ES')
  })

  it('carries any text whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (q) => {
        expect(new URL(withQuery('/customers', { q }), origin).searchParams.get('q')).toBe(q)
      }),
    )
  })
})
