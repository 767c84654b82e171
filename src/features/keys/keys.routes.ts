import { renderPage } from '#src/http/render.ts'
import { get, type Route } from '#src/http/routes.ts'
import { readerOf } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { palette, shortcutsPage } from './keys.page.ts'

/** What can be done by keys: a sheet to read, and what the palette offers. */
export function keysRoutes(): Route[] {
  return [
    get(urls.shortcuts, 'own:use', (_req, res) => {
      renderPage(res, 'keys/shortcuts', shortcutsPage(readerOf(res)))
    }),
    get(urls.palette, 'own:use', (req, res) => {
      res.json(palette(req.staff.roles, readerOf(res)))
    }),
  ]
}
