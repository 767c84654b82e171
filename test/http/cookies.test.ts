import { afterAll, beforeAll, expect, it } from 'vitest'
import request from 'supertest'
import { openPortal, type Portal } from '#test/support/portal.ts'

let portal: Portal

beforeAll(async () => {
  portal = await openPortal()
})

afterAll(() => portal.close())

const languageWith = async (cookie: string): Promise<string | undefined> => {
  const page = await request(portal.app).get('/sign-in').set('Cookie', cookie).set('Accept-Language', 'en')
  return /<html lang="([^"]+)"/.exec(page.text)?.[1]
}

it('a cookie of the portal is believed as it was signed, and not when it was changed or never signed', async () => {
  const answer = await request(portal.app).post('/language').type('form').send({ language: 'es', next: '/' })
  const signed = /language=[^;]+/.exec(String(answer.headers['set-cookie']))?.[0] ?? ''
  expect(signed).toMatch(/^language=s%3Aes\./)
  expect(await languageWith(signed)).toBe('es')
  for (const other of [signed.replace('es.', 'zh-Hans.'), 'language=es', `${signed}x`, 'language=s%3Aes']) {
    expect(await languageWith(other), other).toBe('en')
  }
})
