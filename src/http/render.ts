import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ejs from 'ejs'
import type { Response } from 'express'
import type { Translate } from '#src/i18n/translator.ts'
import type { Ui } from './ui.ts'

/**
 * The pages of the portal: view name → what it is given. Each page file adds its own by
 * `declare module '#src/http/render.ts'`, so that `renderPage` with another page's data does not compile.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface Views {}

/** What every page has. */
export type Page = {
  title: string
  /** The form that must not be lost when the page is read in another language: its id. */
  form_id?: string
}

type Locals = {
  page?: unknown
  ui?: Ui
  t?: Translate
  props?: unknown
  body?: string
  component?: Component
  once?: Once
}
type Component = (name: string, props: unknown) => string
type Once = (name: string, props: object) => string
type Template = (locals: Locals) => string

const viewFolder = path.join(import.meta.dirname, '../../views')

/** Strict mode has no `with`: a misspelt name throws, and no local can switch escaping off. */
const options: ejs.Options = {
  strict: true,
  destructuredLocals: ['page', 'ui', 't', 'props', 'body', 'component', 'once'],
}

const templates = compileViews()

function compileViews(): Map<string, Template> {
  const files = readdirSync(viewFolder, { recursive: true, encoding: 'utf8' })
  return new Map(
    files
      .filter((file) => file.endsWith('.ejs'))
      .map((file) => {
        const filename = path.join(viewFolder, file)
        const template = ejs.compile(readFileSync(filename, 'utf8'), { ...options, filename }) as Template
        return [file.slice(0, -'.ejs'.length).split(path.sep).join('/'), template]
      }),
  )
}

function template(name: string): Template {
  const found = templates.get(name)
  if (!found) throw new Error(`no view ${name}`)
  return found
}

const drawn = new Map<string, WeakMap<object, string>>()

/**
 * A component that says the same to every reader, drawn once for an object that stays: a form has a thousand options.
 * It is given nothing but the object.
 */
const once: Once = (part, props) => {
  const known = drawn.get(part) ?? new WeakMap<object, string>()
  drawn.set(part, known)
  const html = known.get(props) ?? template(`components/${part}`)({ props })
  known.set(props, html)
  return html
}

/**
 * A whole page as HTML.
 * @param name the view, as its path under views/
 * @param page what the view shows; its type is the one that the page file declared
 */
export function renderView<Name extends keyof Views>(
  name: Name,
  page: Views[Name] & Page,
  ui: Ui,
  t: Translate,
): string {
  const component: Component = (part, props) =>
    template(`components/${part}`)({ props, ui, t, component, once })
  const body = template(name)({ page, ui, t, component, once })
  const layout = ui.staff ? 'layouts/portal' : 'layouts/plain'
  return template(layout)({
    page: { title: page.title, form_id: page.form_id },
    ui,
    t,
    body,
    component,
    once,
  })
}

/** Answers a request with a page. */
export function renderPage<Name extends keyof Views>(
  res: Response,
  name: Name,
  page: Views[Name] & Page,
): void {
  const { ui, t } = res.locals
  res.type('html').send(renderView(name, page, ui, t))
}
