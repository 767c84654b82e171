import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { Database } from '#src/database/open.ts'
import { createActivityStore, type ActivityFilter, type ActivityPlace } from '#src/history/activity.store.ts'
import { createHistoryStore } from '#src/history/history.store.ts'
import type { Reader } from '#src/http/ui.ts'
import { actionText } from './activity.page.ts'

/** Entries read at once: few enough to hold, many enough to be quick. */
const batch = 500

/**
 * The log as CSV (RFC 4180), read and written piece by piece, so that memory stays constant. The mark at its beginning
 * tells Excel that it is UTF-8; values that a spreadsheet would take for formulas are made text.
 */
export function activityCsv(database: Database, partnerId: number, filter: ActivityFilter, reader: Reader) {
  const { t } = reader
  const columns = ['when', 'customer', 'microsoft_id', 'action', 'staff', 'reason'] as const
  const csv = stringify({
    bom: true,
    header: true,
    columns: columns.map((key) => ({
      key,
      header:
        key === 'microsoft_id'
          ? t('field.microsoft_id')
          : key === 'reason'
            ? t('field.reason')
            : t(`activity.${key}`),
    })),
    escape_formulas: true,
    record_delimiter: 'windows',
  })
  return [Readable.from(records()), csv] as const

  async function* records(): AsyncGenerator {
    const activity = createActivityStore(database).forPartner(partnerId)
    const history = createHistoryStore(database).forPartner(partnerId)
    let place: ActivityPlace | undefined
    for (;;) {
      const rows = await activity.list(filter, batch, place)
      const last = rows.at(-1)
      if (!last) return
      const changes = await history.changesOf(rows.flatMap((row) => row.history_seq ?? []))
      for (const row of rows) {
        yield {
          when: new Date(row.at_ms).toISOString(),
          customer: row.company_name ?? '',
          microsoft_id: row.customer_id ?? '',
          action: actionText(row, changes.get(row.history_seq ?? 0) ?? [], reader),
          staff: row.staff_name ?? '',
          reason: row.reason ?? '',
        }
      }
      place = { at_ms: last.at_ms, seq: last.seq }
    }
  }
}
