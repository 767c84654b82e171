import { load } from 'cheerio'
import express from 'express'
import request from 'supertest'
import { describe, expect, it, vi } from 'vitest'
import { TooBusyError } from '#src/access/passwords.ts'
import { StorageError } from '#src/database/storage-fault.ts'
import { forbidden } from '#src/access/refusals.ts'
import { HttpError } from '#src/http/errors.ts'
import { createLogger } from '#src/http/log.ts'
import { failures } from '#src/http/middleware/failures.ts'

/** An app whose only route throws. */
function throwing(error: unknown) {
  const app = express()
  app.get('/', () => {
    throw error
  })
  app.use(failures(createLogger('silent')))
  return request(app).get('/')
}

const secret = 'a secret of somebody'

describe('what a route throws', () => {
  it.each([
    ['a refusal', forbidden('a secret of somebody'), 403, undefined, 'You may not do this'],
    ['too many tries', new HttpError(429, 'x', 60), 429, '60', 'That request could not be read'],
    ['too many passwords at once', new TooBusyError('x'), 503, '2', 'The portal is busy'],
    ['a locked database', new StorageError('busy', 'locked', secret), 503, '2', 'The portal is busy'],
    [
      'a full disk',
      new StorageError('not_durable', 'disk_full', secret),
      503,
      '2',
      'The portal cannot save at the moment',
    ],
    [
      'an error of the disk',
      new StorageError('not_durable', 'failing', secret),
      503,
      '2',
      'The portal cannot save at the moment',
    ],
    [
      'a body-parser’s error',
      Object.assign(new Error('x'), { status: 413 }),
      413,
      undefined,
      'That was too much at once',
    ],
    [
      'a status that has no words',
      Object.assign(new Error('x'), { status: 418 }),
      418,
      undefined,
      'That request could not be read',
    ],
    [
      'a status that is no failure',
      Object.assign(new Error('x'), { status: 200 }),
      500,
      undefined,
      'Something went wrong on our side',
    ],
    [
      'a mistake of the program',
      new TypeError('a secret of somebody'),
      500,
      undefined,
      'Something went wrong on our side',
    ],
    ['a constraint', new Error(secret), 500, undefined, 'Something went wrong on our side'],
    ['a text', 'a secret of somebody', 500, undefined, 'Something went wrong on our side'],
  ])('%s becomes a page that says what to do', async (_name, error, status, retryAfter, heading) => {
    const response = await throwing(error)
    expect(response.status).toBe(status)
    expect(response.headers['retry-after']).toBe(retryAfter)
    const $ = load(response.text)
    expect($('h1').text()).toBe(heading)
    expect(response.text).not.toContain('secret')
    expect(response.text).not.toContain('    at ')
  })
})

it('an answer that has begun ends where it is, with nothing on the standard error', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const app = express()
  app.get('/', (_req, res) => {
    res.write('half of ')
    throw new TypeError('a secret of somebody')
  })
  app.use(failures(createLogger('silent')))
  await expect(request(app).get('/')).rejects.toThrow(/aborted|hang up/)
  expect(said).not.toHaveBeenCalled()
  said.mockRestore()
})
