import ejs from 'ejs'
import type { Response } from 'express'
import type { Translate } from '#src/i18n/translator.ts'
import { remembered } from '#src/reference/remembered.ts'
import { escaped } from './escaped.ts'
import { filesIn } from './files.ts'
import { optionList } from './option-list.ts'
import type { Ui } from './ui.ts'
import { utf8 } from './utf8.ts'
import { giveVisitorToken } from './visitor.ts'

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

/** What a view has: of a page its data, of a component its props, of a layout also the page's body. */
type Locals = {
  page: unknown
  props: unknown
  body: string | undefined
  ui: Ui | undefined
  t: Translate | undefined
  component: Component | undefined
  options: typeof optionList | undefined
}
type Component = (name: string, props: unknown) => string
type Template = (locals: Locals) => string

/** Where a view finds what it has: nothing is looked for elsewhere. */
const none: Locals = {
  page: undefined,
  props: undefined,
  body: undefined,
  ui: undefined,
  t: undefined,
  component: undefined,
  options: undefined,
}

/**
 * Strict mode has no `with`: a misspelt name throws, and no local can switch escaping off. EJS would copy what it is given
 * into an object without a prototype, so that a polluted one cannot add to it. Ours names all that there is, and is read
 * several times as fast: a list has two hundred components.
 */
const compiling: ejs.Options & { unsafePrototypeLocals: true } = {
  strict: true,
  escape: escaped,
  destructuredLocals: Object.keys(none),
  unsafePrototypeLocals: true,
}

const templates = compileViews()

function compileViews(): Map<string, Template> {
  return new Map(
    filesIn('views', ['.ejs']).map(({ path, name, content }) => {
      const template = ejs.compile(content.toString(), { ...compiling, filename: path }) as Template
      return [name.slice(0, -'.ejs'.length), template]
    }),
  )
}

function template(name: string): Template {
  const found = templates.get(name)
  if (!found) throw new Error(`no view ${name}`)
  return found
}

/** A page has two hundred components of a few kinds. */
const componentNamed = remembered((name: string) => template(`components/${name}`))

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
  const component: Component = (part, props) => componentNamed(part)({ ...all, props })
  const all: Locals = { ...none, ui, t, component, options: optionList }
  const body = template(name)({ ...all, page })
  const layout = ui.staff ? 'layouts/portal' : 'layouts/plain'
  return template(layout)({ ...all, page: { title: page.title, form_id: page.form_id }, body })
}

/**
 * A page without a form of its own has one to be read in another language, for which a visitor's browser is given a token
 * by a page that it asked for; one that another site made it ask for has no such form.
 */
function giveLanguagesForm(res: Response): void {
  const { ui } = res.locals
  if (ui.csrf !== '' || ui.languages.length === 0) return
  if (res.req.method === 'GET') ui.csrf = giveVisitorToken(res)
  else ui.languages = []
}

/** Answers a request with a page. */
export function renderPage<Name extends keyof Views>(
  res: Response,
  name: Name,
  page: Views[Name] & Page,
): void {
  const { ui, t, began } = res.locals
  if (page.form_id === undefined) giveLanguagesForm(res)
  const drawing = performance.now()
  const html = renderView(name, page, ui, t)
  if (res.app.get('server timing')) {
    const [read, draw] = [drawing - began, performance.now() - drawing]
    res.set('Server-Timing', `read;dur=${read.toFixed(1)}, draw;dur=${draw.toFixed(1)}`)
  }
  // A link that is pressed is fetched while the finger is still on it.
  if (ui.staff) res.set('Speculation-Rules', `"${ui.assets['scripts/ahead.json']}"`)
  res.type('html').send(utf8(html))
}
