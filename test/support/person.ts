import { load, type CheerioAPI } from 'cheerio'
import type { Express } from 'express'
import request, { type Agent, type Response } from 'supertest'
import { demonstrationPassword } from '#src/demonstration/demonstration.ts'

/** The demonstration's people, by what they may do. */
export const people = {
  admin: 'admin.agent@fabrikam.example',
  sales: 'sales.agent@fabrikam.example',
  helpdesk: 'helpdesk.agent@fabrikam.example',
  globalAdmin: 'global.admin@fabrikam.example',
  viewer: 'billing.admin@fabrikam.example',
  stranger: 'admin.agent@contoso.example',
} as const

export type Fields = Record<string, string>

/** What somebody does with a browser that has no script: reads pages and submits forms. */
export class Person {
  readonly agent: Agent

  constructor(app: Express) {
    this.agent = request.agent(app)
  }

  async signIn(email: string, password: string = demonstrationPassword): Promise<Response> {
    return await this.agent.post('/sign-in').type('form').send({ email, password })
  }

  async get(path: string): Promise<Response> {
    return await this.agent.get(path)
  }

  /** Reads a page and parses it. */
  async page(path: string): Promise<CheerioAPI> {
    return load((await this.get(path)).text)
  }

  /** Posts fields as they are, with the session's token unless they bring one. */
  async post(path: string, fields: Fields): Promise<Response> {
    const body = '_csrf' in fields ? fields : { _csrf: await this.token(), ...fields }
    return await this.agent.post(path).type('form').send(body)
  }

  /** Opens the edit form of a customer: everything that a browser would send. */
  async editForm(id: string): Promise<Fields> {
    const response = await this.get(`/customers/${id}/account/edit`)
    return formFields(load(response.text), 'form.account-form')
  }

  /** Opens the form, changes some fields and submits it. */
  async edit(id: string, changes: Fields): Promise<Response> {
    return await this.post(`/customers/${id}/account`, { ...(await this.editForm(id)), ...changes })
  }

  private async token(): Promise<string> {
    const $ = await this.page('/')
    return String($('input[name="_csrf"]').first().val() ?? '')
  }
}

/** The fields of a form with the values that a browser would send for them. */
export function formFields($: CheerioAPI, selector: string): Fields {
  const pairs = $(selector).serializeArray()
  return Object.fromEntries(pairs.map(({ name, value }) => [name, value]))
}
