import { escaped } from './escaped.ts'

export type Option = { value: string; label: string }

/** A list of options as HTML in which none is chosen, and the place of each value's tag where it can say that it is. */
type Drawn = { html: string; places: ReadonlyMap<string, number> }

/** Lists as they were drawn, for as long as they are in use. */
const drawnLists = new WeakMap<readonly Option[], Drawn>()

/**
 * The options of a select as HTML, with one of them chosen. A form has a thousand options that say the same to every
 * reader: a list that stays the same object is drawn once, and what is drawn is marked.
 */
export function optionList(list: readonly Option[], chosen: string): string {
  const drawn = drawnLists.get(list) ?? draw(list)
  drawnLists.set(list, drawn)
  return withMark(drawn, chosen)
}

/**
 * Without end tags, which HTML lets one leave out here (13.1.2.4). With them a form has more than 65,000 characters: a
 * string that V8 gives memory of its own, for longer than it takes to make all the rest.
 */
function draw(list: readonly Option[]): Drawn {
  let html = ''
  const places = new Map<string, number>()
  for (const { value, label } of list) {
    html += `<option value="${escaped(value)}"`
    if (!places.has(value)) places.set(value, html.length)
    html += `>${escaped(label)}`
  }
  return { html, places }
}

function withMark({ html, places }: Drawn, chosen: string): string {
  const place = places.get(chosen)
  return place === undefined ? html : `${html.slice(0, place)} selected${html.slice(place)}`
}
