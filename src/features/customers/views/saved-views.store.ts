import { sql, type SelectQueryBuilder } from 'kysely'
import { asPartner, type Database } from '#src/database/engine.ts'
import { prepared, type Given } from '#src/database/prepared.ts'
import type { Tables } from '#src/database/tables.ts'
import { foldedName, type SavedView, type ViewStaff } from './saved-view.ts'

type Values = { partner_id: number; staff_id: number }

/** Own ones, and those that colleagues share. Literals, as in the conditions of the indexes, which serve no query that says it otherwise. */
const visible = (database: Database, given: Given<Values>) =>
  withNames(database.selectFrom('saved_views'))
    .where('saved_views.staff_id', '=', given.staff_id)
    .where('saved_views.shared', '=', sql.lit(0))
    .unionAll(
      withNames(database.selectFrom('saved_views'))
        .where('saved_views.partner_id', '=', given.partner_id)
        .where('saved_views.shared', '=', sql.lit(1)),
    )

const withNames = (views: SelectQueryBuilder<Tables, 'saved_views', object>) =>
  views
    .innerJoin('staff', 'staff.id', 'saved_views.staff_id')
    .select([
      'saved_views.id',
      'saved_views.staff_id',
      'saved_views.name',
      'saved_views.shared',
      'saved_views.state',
      'saved_views.version',
      'staff.name as staff_name',
    ])

const choicesOf = prepared((database, given: Given<{ staff_id: number }>) =>
  database
    .selectFrom('view_choices')
    .select(['arranged', 'opened_id'])
    .where('staff_id', '=', given.staff_id),
)

const visibleViews = prepared((database, given: Given<Values>) => visible(database, given))

/** All the SQL of saved views, as one person has them. */
export function createSavedViewsStore(database: Database) {
  return {
    forStaff: (staff: Pick<ViewStaff, 'id' | 'partner_id'>) =>
      viewsOf(asPartner(database, staff.partner_id), staff),
  }
}

function viewsOf(database: Database, { id: staff_id, partner_id }: Pick<ViewStaff, 'id' | 'partner_id'>) {
      async function list(): Promise<SavedView[]> {
        return await visibleViews(database, { partner_id, staff_id })
      }

      async function choose(choice: { arranged: string } | { opened_id: number | null }): Promise<void> {
        await database
          .insertInto('view_choices')
          .values({ staff_id, opened_id: null, ...choice })
          .onConflict((conflict) => conflict.column('staff_id').doUpdateSet(choice))
          .execute()
      }

      return {
        list,

        /** The order that the person has put views in, and the one that the list opens with. */
        async choices(): Promise<{ arranged: number[]; opened_id: number | null }> {
          const [row] = await choicesOf(database, { staff_id })
          return { arranged: JSON.parse(row?.arranged ?? '[]') as number[], opened_id: row?.opened_id ?? null }
        },

        async arrange(ids: readonly number[]): Promise<void> {
          await choose({ arranged: JSON.stringify(ids) })
        },

        /** @param opened_id null for all customers */
        async openWith(opened_id: number | null): Promise<void> {
          await choose({ opened_id })
        },

        /** A view that the person sees, or undefined. */
        async find(id: number): Promise<SavedView | undefined> {
          return (await list()).find((view) => view.id === id)
        },

        /** How many views the person keeps, shared ones included. */
        async countOwn(): Promise<number> {
          const { count } = await database
            .selectFrom('saved_views')
            .select((eb) => eb.fn.countAll<number>().as('count'))
            .where('staff_id', '=', staff_id)
            .executeTakeFirstOrThrow()
          return count
        },

        async add(view: Pick<SavedView, 'name' | 'shared' | 'state'>, at_ms: number): Promise<number> {
          const { id } = await database
            .insertInto('saved_views')
            .values({
              ...view,
              partner_id,
              staff_id,
              folded_name: foldedName(view.name),
              created_at_ms: at_ms,
              changed_at_ms: at_ms,
            })
            .returning('id')
            .executeTakeFirstOrThrow()
          return id
        },

        async change(
          { id, version }: SavedView,
          to: Pick<SavedView, 'name' | 'shared' | 'state'>,
          at_ms: number,
        ): Promise<void> {
          await database
            .updateTable('saved_views')
            .set({ ...to, folded_name: foldedName(to.name), version: version + 1, changed_at_ms: at_ms })
            .where('partner_id', '=', partner_id)
            .where('id', '=', id)
            .execute()
        },

        async remove(id: number): Promise<void> {
          await database
            .deleteFrom('saved_views')
            .where('partner_id', '=', partner_id)
            .where('id', '=', id)
            .execute()
        },
      }
}
