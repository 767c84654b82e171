import type { Database } from '#src/database/engine.ts'
import { createActivityStore, type ActivityFilter, type ActivityPlace } from '#src/history/activity.store.ts'
import { createHistoryStore } from '#src/history/history.store.ts'
import type { CsvTable } from '#src/http/csv.ts'
import type { Reader } from '#src/http/ui.ts'
import { actionText } from './activity.page.ts'

/** Entries read at once: few enough to hold, many enough to be quick. */
const batch = 500

/** The log as a file. */
export function activityTable(
  database: Database,
  partnerId: number,
  filter: ActivityFilter,
  reader: Reader,
): Omit<CsvTable, 'name'> {
  const { t } = reader
  const columns = [
    { key: 'when', header: t('activity.when') },
    { key: 'customer', header: t('activity.customer') },
    { key: 'microsoft_id', header: t('field.microsoft_id') },
    { key: 'action', header: t('activity.action') },
    { key: 'staff', header: t('activity.staff') },
    { key: 'reason', header: t('field.reason') },
  ]
  return { columns, records: records() }

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
