import { expect, it } from 'vitest'
import { isDomainName } from '#src/reference/domain-names.ts'

it.each([
  'contoso.onmicrosoft.com',
  'CONTOSO.example',
  'a.co',
  '3com.example',
  'r3---sn.example',
  'münchen.example',
  '例子.中国',
  'xn--fsqu00a.xn--0zwm56d',
  'उदाहरण.भारत',
  'l·l.cat',
  `${'a'.repeat(63)}.example`,
  `${'abc.'.repeat(61)}example`,
])('%s is a name', (text) => {
  expect(isDomainName(text)).toBe(true)
})

it.each([
  '',
  '.',
  'localhost',
  'example.',
  '.example',
  'a..example',
  '-a.example',
  'a-.example',
  'a.-example',
  'a_b.example',
  'a b.example',
  'a.b',
  'a.123',
  '1.2.3.4',
  '0x7f.1',
  'a%41.example',
  'a.example/',
  'a.example:80',
  'user@a.example',
  'a.xn--a',
  'xn--.example',
  'xn--zzzzzz.example',
  `${'a'.repeat(64)}.example`,
  `${'é'.repeat(60)}.example`,
  `${'abc.'.repeat(62)}example`,
])('%s is none', (text) => {
  expect(isDomainName(text)).toBe(false)
})
