import { load } from 'cheerio'
import { formFields, type Fields } from './person.ts'

/** A filled-in form of a customer. */
export type Edit = { customer_id: string; fields: Fields }

/** Somebody who submits forms to a process of the portal, over HTTP. */
export class FormClient {
  readonly #url: string
  readonly #cookies = new Map<string, string>()

  constructor(url: string) {
    this.#url = url
  }

  async signIn(email: string, password: string): Promise<void> {
    const response = await this.post('/sign-in', { email, password })
    if (response.status !== 303) throw new Error(`signing in: ${response.status}`)
  }

  /** Opens a customer's form. */
  async open(customer_id: string): Promise<Edit> {
    const response = await this.get(`/customers/${customer_id}/account/edit`)
    if (response.status !== 200) throw new Error(`opening the form: ${response.status}`)
    return { customer_id, fields: formFields(load(await response.text()), 'form.account-form') }
  }

  async submit({ customer_id, fields }: Edit): Promise<Response> {
    const response = await this.post(`/customers/${customer_id}/account`, fields)
    await response.text()
    return response
  }

  async get(path: string): Promise<Response> {
    return await this.#fetch(path, {})
  }

  async post(path: string, fields: Fields): Promise<Response> {
    return await this.#fetch(path, { method: 'POST', body: new URLSearchParams(fields) })
  }

  /** The cookies as a browser would send them. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(this.#url + path, {
      ...init,
      redirect: 'manual',
      headers: { cookie: this.cookie },
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const [name = ''] = pair.split('=', 1)
      this.#cookies.set(name, pair.slice(name.length + 1))
    }
    return response
  }
}
