import type { Route } from '#src/http/routes.ts'
import { accountRoutes } from './account/account.routes.ts'
import { addRoutes } from './add/add.routes.ts'
import { duplicatesRoutes } from './duplicates/duplicates.routes.ts'
import { editRoutes } from './edit/edit.routes.ts'
import { historyRoutes } from './history/history.routes.ts'
import { bulkRoutes } from './import/bulk.routes.ts'
import { importRoutes } from './import/import.routes.ts'
import { listRoutes } from './list/list.routes.ts'
import { viewsRoutes } from './views/views.routes.ts'

type Deps = Parameters<typeof listRoutes>[0] &
  Parameters<typeof viewsRoutes>[0] &
  Parameters<typeof importRoutes>[0] &
  Parameters<typeof bulkRoutes>[0] &
  Parameters<typeof addRoutes>[0] &
  Parameters<typeof editRoutes>[0]

/** The rooms' routes. Those of one customer come last: `/customers/:id` would be `/customers/new`, too. */
export function customersRoutes(deps: Deps): Route[] {
  return [
    ...listRoutes(deps),
    ...duplicatesRoutes(deps),
    ...addRoutes(deps),
    ...viewsRoutes(deps),
    ...importRoutes(deps),
    ...bulkRoutes(deps),
    ...accountRoutes(deps),
    ...editRoutes(deps),
    ...historyRoutes(deps),
  ]
}
