import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatFor } from '#src/i18n/format.ts'
import { initials } from '#src/i18n/initials.ts'
import { chooseLocale, regionalLocale } from '#src/i18n/translator.ts'

const at = (text: string): number => Date.parse(text)
const english = (zone: string) => formatFor('en', zone)

/** Zones off the full hour, with and without daylight saving, on both sides of the date line. */
const zones = [
  'UTC',
  'Europe/Madrid',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Australia/Adelaide',
  'America/St_Johns',
  'America/Los_Angeles',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Auckland',
  'Pacific/Pago_Pago',
  'America/Santiago',
  'Africa/Cairo',
]

const moment = fc.integer({ min: at('2000-01-01T00:00Z'), max: at('2040-01-01T00:00Z') })

describe.each(zones)('a day in %s', (zone) => {
  const format = english(zone)

  it('begins with its first moment', () => {
    fc.assert(
      fc.property(moment, (ms) => {
        const start = format.startOfDay(ms)
        expect(start).toBeLessThanOrEqual(ms)
        expect(format.day(start)).toBe(format.day(ms))
        expect(format.day(start - 1)).not.toBe(format.day(ms))
      }),
      { numRuns: 50 },
    )
  })

  it('is found by its name', () => {
    fc.assert(
      fc.property(moment, (ms) => {
        const day = new Date(ms).toJSON().slice(0, 10)
        expect(format.day(format.duringDay(day))).toBe(day)
      }),
      { numRuns: 100 },
    )
  })
})

describe('the first moment of a day', () => {
  it.each([
    ['UTC', '2026-06-10T15:00Z', '2026-06-10T00:00Z'],
    ['Asia/Kolkata', '2026-06-10T15:00Z', '2026-06-09T18:30Z'],
    ['Asia/Kolkata', '2026-06-10T18:29:59.999Z', '2026-06-09T18:30Z'],
    ['Asia/Kolkata', '2026-06-10T18:30Z', '2026-06-10T18:30Z'],
    ['Asia/Kathmandu', '2026-06-10T15:00Z', '2026-06-09T18:15Z'],
    ['Pacific/Chatham', '2026-01-10T15:00Z', '2026-01-10T10:15Z'],
    // Madrid's shortest and longest day.
    ['Europe/Madrid', '2026-03-29T20:00Z', '2026-03-28T23:00Z'],
    ['Europe/Madrid', '2026-03-30T20:00Z', '2026-03-29T22:00Z'],
    ['Europe/Madrid', '2026-10-25T22:59Z', '2026-10-24T22:00Z'],
    ['Europe/Madrid', '2026-10-25T23:00Z', '2026-10-25T23:00Z'],
    // Clocks that are set by half an hour.
    ['Australia/Lord_Howe', '2026-04-05T10:00Z', '2026-04-04T13:00Z'],
    // In Santiago that day began at one o'clock.
    ['America/Santiago', '2025-09-07T15:00Z', '2025-09-07T04:00Z'],
  ])('in %s at %s was %s', (zone, now, start) => {
    expect(new Date(english(zone).startOfDay(at(now))).toJSON()).toBe(new Date(start).toJSON())
  })
})

describe('how long ago', () => {
  const now = at('2026-03-30T10:00Z')

  it.each([
    ['UTC', '2026-03-30T10:00Z', 'this minute'],
    ['UTC', '2026-03-30T10:00:20Z', 'this minute'],
    ['UTC', '2026-03-30T11:00Z', 'this minute'],
    ['UTC', '2026-03-30T09:59Z', '1 minute ago'],
    ['UTC', '2026-03-30T09:01Z', '59 minutes ago'],
    ['UTC', '2026-03-30T09:00Z', 'today, 9:00 AM'],
    ['UTC', '2026-03-30T00:00Z', 'today, 12:00 AM'],
    ['UTC', '2026-03-29T23:59Z', 'yesterday, 11:59 PM'],
    ['UTC', '2026-03-29T00:00Z', 'yesterday, 12:00 AM'],
    ['UTC', '2026-03-28T23:59Z', 'Mar 28, 2026'],
    ['UTC', '2025-12-31T23:59Z', 'Dec 31, 2025'],
    ['Asia/Kolkata', '2026-03-29T18:30Z', 'today, 12:00 AM'],
    ['Asia/Kolkata', '2026-03-29T18:29Z', 'yesterday, 11:59 PM'],
    // The night in which Madrid's clocks were put forward has an hour less, and is yesterday's all the same.
    ['Europe/Madrid', '2026-03-28T23:00Z', 'yesterday, 12:00 AM'],
    ['Europe/Madrid', '2026-03-28T22:59Z', 'Mar 28, 2026'],
  ])('in %s, %s was %s', (zone, then, said) => {
    // Between time and AM stands a narrow space.
    expect(english(zone).ago(at(then), now).replaceAll('\u202F', ' ')).toBe(said)
  })
})

describe('numbers, dates and lists', () => {
  it('are written as in English', () => {
    const format = english('Asia/Kolkata')
    expect(format.number(1234567)).toBe('1,234,567')
    expect(format.list(['a', 'b', 'c'])).toBe('a, b, and c')
    expect(format.list([])).toBe('')
    expect(format.date(at('2026-06-10T20:00Z'))).toBe('Jun 11, 2026')
    expect(format.shortDate(at('2026-06-10T20:00Z'))).toBe('Jun 11')
    expect(format.longDate(at('2026-06-10T20:00Z'))).toBe('Thursday, June 11, 2026')
    expect(format.dateTime(at('2026-06-10T20:00Z')).replaceAll('\u202F', ' ')).toBe('Jun 11, 2026, 1:30 AM')
    expect(format.hour(at('2026-06-10T18:30Z'))).toBe(0)
    expect(format.hour(at('2026-06-10T18:29Z'))).toBe(23)
  })

  it('are made once for a language and a zone', () => {
    expect(english('UTC')).toBe(english('UTC'))
    expect(english('UTC')).not.toBe(english('Asia/Kolkata'))
  })
})

describe('initials', () => {
  it.each([
    ['Chen Wei', 'CW'],
    ['lucía moreno', 'LM'],
    ['Ángel', 'Á'],
    ['世纪互联蓝云', '世'],
    ['株式会社 山田', '株'],
    ['Jean-Luc Picard', 'JL'],
    ['"Northwind" Traders', 'T'],
    ['A. Datum & Co', 'AD'],
    ['😀 Company', 'C'],
    ['', ''],
    ['...', ''],
  ])('of %j are %j', (name, letters) => {
    expect(initials(name)).toBe(letters)
  })
})

describe('the language of a page', () => {
  it.each([
    [null, ['en-GB', 'en'], 'en'],
    ['en', ['fr'], 'en'],
    [null, [], 'en'],
    [null, ['*'], 'en'],
    [null, ['x-klingon', 'a_b', '', '-', '\u0000'], 'en'],
    [null, ['fr-a', 'fr-FR-u', 'abcd', 'en-GB-GB', 'fr-1', 'zh-TW'], 'zh-Hans'],
    ['nonsense!', ['en-US'], 'en'],
  ])('chosen %j and accepted %j is %s', (chosen, accepted, locale) => {
    expect(chooseLocale(chosen, accepted)).toBe(locale)
  })
})

describe('how a date is written', () => {
  const june = at('2026-06-10T15:04Z')

  it.each([
    ['en', ['en-GB', 'en'], 'ES', '10 Jun 2026, 15:04'],
    ['en', ['en-US'], 'ES', 'Jun 10, 2026, 3:04 PM'],
    ['en', ['en-GB'], 'US', '10 Jun 2026, 15:04'],
    // The browser's other languages say nothing of this one.
    ['en', ['es-MX', 'de'], 'GB', '10 Jun 2026, 15:04'],
    ['en', [], '', 'Jun 10, 2026, 3:04 PM'],
    ['en', ['en'], 'US', 'Jun 10, 2026, 3:04 PM'],
    ['en', ['en'], 'CN', '10 Jun 2026, 3:04 pm'],
    ['es', ['es-MX'], 'ES', '10 jun 2026, 3:04 p.m.'],
    ['es', ['en-US'], 'ES', '10 jun 2026, 15:04'],
    ['zh-Hans', ['zh-CN'], 'ES', '2026年6月10日 15:04'],
    // Traditional characters are another way of writing.
    ['zh-Hans', ['zh-TW'], 'CN', '2026年6月10日 15:04'],
    ['en', ['en-a', 'en-GB-GB', '*', '\u0000'], 'GB', '10 Jun 2026, 15:04'],
  ])('in %s for a browser that asks for %j in %s', (locale, accepted, country, said) => {
    const format = formatFor(locale, 'UTC', regionalLocale(locale, accepted, country))
    expect(format.dateTime(june).replace(/[\u202F\u00A0]/g, ' ')).toBe(said.replace(/\u00A0/g, ' '))
  })
})
