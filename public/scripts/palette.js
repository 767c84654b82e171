// The command palette and the sheet of shortcuts: dialogs that are made when they are first asked for.

/** Text as it is compared: without capitals and accents. */
const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

const textOf = (element) => element?.textContent.replaceAll(/\s+/g, ' ').trim() ?? ''

function make(name, properties = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) element.setAttribute(key, value)
  element.append(...children)
  return element
}

/** Fields of the forms on this page, named with the group that they stand in. */
function fieldsHere() {
  const labels = [...document.querySelectorAll('main form[method=post] label[for]')]
  return labels.flatMap((label) => {
    const field = document.getElementById(label.htmlFor)
    if (!field?.checkVisibility()) return []
    const group = textOf(field.closest('fieldset')?.querySelector('legend'))
    return [{ label: group ? `${group}: ${textOf(label)}` : textOf(label), act: () => goTo(field) }]
  })
}

function goTo(field) {
  field.focus()
  if (field.matches('input')) field.select()
  field.scrollIntoView({ block: 'center' })
}

const actions =
  'main .page-head a, main .page-head button, main .customer-menu a, main .around a, main form .btn-primary, ' +
  'main .archive .btn, main a[rel=prev], main a[rel=next]'
const ownActions = '.topbar .menu-items .dropdown-item:not([data-palette], [data-sheet])'

/** What can be pressed on this page, and in the menus at the top. */
function actionsHere() {
  const elements = [...document.querySelectorAll(actions), ...document.querySelectorAll(ownActions)]
  return elements.map((element) => ({
    label: element.getAttribute('aria-label') ?? textOf(element),
    act: () => element.click(),
  }))
}

const once = (commands) => [
  ...new Map(commands.filter(({ label }) => label !== '').map((one) => [one.label, one])).values(),
]

/** Commands whose label has every word; those that begin with what was typed first. */
function matching(commands, typed, atMost) {
  const words = fold(typed).split(/\s+/).filter(Boolean)
  const found = commands.filter(({ label }) => words.every((word) => fold(label).includes(word)))
  const begins = ({ label }) => (fold(label).startsWith(words.join(' ')) ? 0 : 1)
  return found.toSorted((one, other) => begins(one) - begins(other)).slice(0, atMost)
}

/** Milliseconds without a key before customers are looked for. */
const pause = 150

let source
let openNow

/**
 * Opens the palette, or the one that is open stays.
 * @param typedMeanwhile gives what was typed while it was on its way
 */
export async function openPalette(typedMeanwhile) {
  if (openNow) return
  openNow = true
  source ??= fetch('/palette', { headers: { Accept: 'application/json' } }).then((answer) => {
    if (!answer.ok || answer.redirected) throw new Error('no palette')
    return answer.json()
  })
  try {
    show(await source, typedMeanwhile())
  } catch {
    // Signed out meanwhile, or offline: the page says so when it is loaded anew.
    source = undefined
    openNow = false
    typedMeanwhile()
    location.reload()
  }
}

function show({ words, pages, customers_source }, typed) {
  const here = once([...fieldsHere(), ...actionsHere()])
  const elsewhere = pages.map(({ label, href }) => ({ label, act: () => location.assign(href) }))
  const input = make('input', {
    class: 'form-control',
    type: 'text',
    role: 'combobox',
    'aria-expanded': 'true',
    'aria-controls': 'palette-options',
    'aria-autocomplete': 'list',
    'aria-label': words.title,
    placeholder: words.hint,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
  })
  const list = make('div', { role: 'listbox', id: 'palette-options', 'aria-label': words.title })
  const status = make('p', { role: 'status', class: 'palette-none' })
  const dialog = make('dialog', { class: 'palette card', 'aria-label': words.title }, input, list, status)
  let options = []
  let active = 0
  let customers = []
  let asked = ''
  let timer

  function draw() {
    const typed = input.value
    options = []
    list.replaceChildren()
    addGroup(words.here, typed.trim() === '' ? here.slice(0, 6) : matching(here, typed, 8))
    addGroup(words.customers, customers)
    addGroup(words.pages, matching(elsewhere, typed, 12))
    status.textContent = options.length === 0 && asked === typed.trim() ? words.none : ''
    mark(0)
  }

  function addGroup(label, commands) {
    if (commands.length === 0) return
    const id = `palette-group-${list.childElementCount}`
    const group = make(
      'div',
      { role: 'group', 'aria-labelledby': id },
      make('div', { id, class: 'palette-group' }, label),
    )
    for (const command of commands) {
      const option = make(
        'div',
        { role: 'option', id: `palette-option-${options.length}`, 'aria-selected': 'false' },
        make('span', {}, command.label),
      )
      if (command.detail) option.append(make('span', { class: 'text-secondary' }, command.detail))
      const place = options.length
      option.addEventListener('pointermove', () => mark(place))
      option.addEventListener('click', () => run(place))
      options.push({ option, command })
      group.append(option)
    }
    list.append(group)
  }

  function mark(place) {
    options[active]?.option.setAttribute('aria-selected', 'false')
    active = options.length === 0 ? 0 : (place + options.length) % options.length
    const chosen = options[active]?.option
    chosen?.setAttribute('aria-selected', 'true')
    chosen?.scrollIntoView({ block: 'nearest' })
    if (chosen) input.setAttribute('aria-activedescendant', chosen.id)
    else input.removeAttribute('aria-activedescendant')
  }

  function run(place) {
    const chosen = options[place]
    if (!chosen) return
    dialog.close()
    chosen.command.act()
  }

  async function findCustomers() {
    const typed = input.value.trim()
    if (typed === '' || !customers_source) {
      asked = typed
      customers = []
      draw()
      return
    }
    const answer = await fetch(`${customers_source}?q=${encodeURIComponent(typed.slice(0, 200))}`).catch(
      () => undefined,
    )
    // Something else was typed meanwhile: that answer counts.
    if (input.value.trim() !== typed || !dialog.open) return
    const found = answer?.ok && !answer.redirected ? await answer.json() : []
    asked = typed
    customers = found.map(({ label, detail, href }) => ({ label, detail, act: () => location.assign(href) }))
    draw()
  }

  function change() {
    clearTimeout(timer)
    customers = []
    draw()
    timer = setTimeout(findCustomers, input.value.trim() === '' ? 0 : pause)
  }

  input.addEventListener('input', change)
  dialog.addEventListener('keydown', (event) => {
    if (event.isComposing || event.keyCode === 229) return
    const moves = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 8, PageUp: active - 8 }
    if (event.key in moves)
      mark(Math.min(moves[event.key], event.key === 'PageDown' ? options.length - 1 : Infinity))
    else if (event.key === 'Enter') enter()
    else if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) dialog.close()
    else return
    event.preventDefault()
  })

  /** Enter before the customers have come waits for them, where nothing else fits. */
  async function enter() {
    if (options.length === 0 && asked !== input.value.trim()) {
      clearTimeout(timer)
      await findCustomers()
    }
    run(active)
  }

  open(dialog, () => {
    clearTimeout(timer)
    openNow = false
  })
  const [text, ...pressedEnter] = typed.split('\n')
  input.value = text
  input.focus()
  change()
  if (pressedEnter.length > 0) enter()
}

/** Shows a dialog until it is closed: by Escape, or by going elsewhere. */
function open(dialog, closed) {
  document.body.append(dialog)
  dialog.addEventListener('close', () => {
    dialog.remove()
    closed()
  })
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  dialog.showModal()
}

/** The sheet of shortcuts: the page of them, above this one. */
export async function openSheet() {
  if (openNow) return
  openNow = true
  const answer = await fetch('/shortcuts').catch(() => undefined)
  const text = answer?.ok && !answer.redirected ? await answer.text() : ''
  const page = new DOMParser().parseFromString(text, 'text/html')
  const sheet = page.querySelector('.shortcuts')
  if (!sheet) {
    openNow = false
    location.assign('/shortcuts')
    return
  }
  sheet.classList.remove('card')
  const heading = make('h1', { id: 'sheet-heading' }, textOf(page.querySelector('h1')))
  const close = make('button', { type: 'button', class: 'btn' }, sheet.dataset.close)
  const head = make('div', { class: 'sheet-head' }, heading, close)
  const dialog = make('dialog', { class: 'sheet card', 'aria-labelledby': 'sheet-heading' }, head, sheet)
  close.addEventListener('click', () => dialog.close())
  dialog.addEventListener('keydown', (event) => {
    if (event.key === '?') dialog.close()
  })
  if (/Mac|iP(hone|ad)/.test(navigator.platform))
    for (const key of dialog.querySelectorAll('kbd')) if (key.textContent === 'Ctrl') key.textContent = '⌘'
  open(dialog, () => {
    openNow = false
  })
  close.focus()
}
