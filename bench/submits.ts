import SqliteDatabase from 'better-sqlite3'
import { clientsAtMost, editedByEach, type CustomerKeys } from './sample-customers.ts'
import { edit, unedited } from './edits.ts'
import { send, type LoadRequest, type Sample } from './load.ts'
import type { Portal } from './portal.ts'

/**
 * Submits as browsers send them: the whole form with the session's token and the version that it was filled from. Each
 * client edits customers of its own in turn; every edit changes something, and is accepted with 303.
 */

/** A form with what stays the same in every submit of it, and the version of its next. */
type Form = { path: string; fixed: string; version: number; id: string }

export class Submits {
  readonly #portal: Portal
  readonly #forms: Form[]
  #number = 0

  private constructor(portal: Portal, forms: Form[]) {
    this.#portal = portal
    this.#forms = forms
  }

  /** Opens the form of every customer that will be edited. */
  static async prepare(portal: Portal, customers: readonly CustomerKeys[]): Promise<Submits> {
    const forms: Form[] = []
    for (const { id } of customers) {
      const { fields } = await portal.person.open(id)
      forms.push({
        id,
        path: `/customers/${id}/account`,
        fixed: unedited(fields),
        version: Number(fields.version),
      })
    }
    return new Submits(portal, forms)
  }

  /** Submits for a while. A submit that was acknowledged and is not in the history is an error like any other. */
  async send(clients: number, seconds: number): Promise<Sample> {
    const before = this.#stored()
    const sample = await send({
      url: this.#portal.url,
      headers: { cookie: this.#portal.person.cookie },
      connections: clients,
      until: { seconds },
      requests: (client) => [this.#requests(client)],
      status: 303,
    })
    await this.#portal.settled()
    const lost = sample.answers - sample.errors - (this.#stored() - before)
    return { ...sample, errors: sample.errors + Math.max(0, lost) }
  }

  /** One client's requests: its customers in turn. */
  #requests(client: number): LoadRequest {
    const from = (client % clientsAtMost) * editedByEach
    const own = this.#forms.slice(from, from + editedByEach)
    let turn = -1
    return {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      setupRequest: (request) => {
        turn = (turn + 1) % own.length
        const form = own[turn]!
        return { ...request, path: form.path, body: `${form.fixed}&${this.#change(form)}` }
      },
      onResponse: (status) => {
        if (status === 303) own[turn]!.version += 1
      },
    }
  }

  #change({ version }: Form): string {
    this.#number += 1
    return new URLSearchParams({ version: String(version), ...edit(this.#number) }).toString()
  }

  /**
   * The number of edits in the history. The forms learn the newest versions by the way: an answer that came after the
   * load had ended was not seen.
   */
  #stored(): number {
    const database = new SqliteDatabase(this.#portal.file, { readonly: true })
    try {
      const version = database.prepare<[string], { version: number }>(
        'SELECT version FROM customers WHERE partner_id = 1 AND id = ?',
      )
      for (const form of this.#forms) form.version = version.get(form.id)?.version ?? form.version
      return database.prepare<[], number>('SELECT max(seq) FROM history').pluck().get() ?? 0
    } finally {
      database.close()
    }
  }
}
