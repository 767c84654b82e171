// Keys in place of the mouse. Whatever they do can be done without them; those of a single key can be switched off in the
// profile (WCAG 2.2, 2.1.4), and none is heard while somebody types or composes.

const singleKeys = document.body.dataset.keys !== 'off'
const isMac = /Mac|iP(hone|ad)/.test(navigator.platform)

/** Fields in which a key is a character; a tick or a button is none. */
const isTyping = (target) =>
  target instanceof Element &&
  target.closest(
    'input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]',
  ) !== null

const isSeen = (element) => element.checkVisibility()

/** The rows that can be walked along, and the one that has the focus. */
function walk() {
  const rows = [...document.querySelectorAll('main .row-link')].filter(isSeen)
  const active = document.activeElement
  const at = rows.findIndex((row) => row === active || row.closest('tr, li')?.contains(active))
  return { rows, at }
}

function step(by) {
  const { rows, at } = walk()
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)
  rows[next]?.focus()
  return rows.length > 0
}

/** Presses what stands for a key on this page: the first that can be seen. */
function press(selector) {
  const element = [...document.querySelectorAll(selector)].find(isSeen)
  element?.click()
  return element !== undefined
}

function tickRow() {
  const { rows, at } = walk()
  const box = rows[at]?.closest('tr, li')?.querySelector('[type=checkbox]')
  box?.click()
  return Boolean(box)
}

function goToSearch() {
  const search = document.querySelector('[data-search]')
  search?.focus()
  search?.select()
  return Boolean(search)
}

const palette = () => import(document.querySelector('[data-palette]').dataset.palette)

/** What is typed while the palette is on its way; undefined where it is not. */
let early

function takeEarly() {
  const typed = early ?? ''
  early = undefined
  return typed
}

function openPalette() {
  early = ''
  palette()
    .then((module) => module.openPalette(takeEarly))
    .catch(takeEarly)
  return true
}

function openSheet() {
  palette().then((module) => module.openSheet())
  return true
}

const single = {
  '/': goToSearch,
  '?': openSheet,
  j: () => step(1),
  k: () => step(-1),
  x: tickRow,
  e: () => press('[data-key="e"]'),
  h: () => press('[data-key="h"]'),
  n: () => press('main a[rel=next]'),
  p: () => press('main a[rel=prev]'),
}

/** "g" waits this long for the key that says where to, in ms. */
const patience = 1500
let goingSince = -Infinity

function afterGo(key) {
  goingSince = -Infinity
  return press(`[data-go="${CSS.escape(key)}"]`) || goTo(key)
}

/** The menu of a phone may be out of sight; its links lead there all the same. */
function goTo(key) {
  const link = document.querySelector(`a[data-go="${CSS.escape(key)}"]`)
  link?.click()
  return Boolean(link)
}

function onSingleKey(event) {
  const { key } = event
  if (event.timeStamp - goingSince < patience) return afterGo(key)
  if (key === 'g') {
    goingSince = event.timeStamp
    return true
  }
  return single[key]?.() ?? false
}

/** Arrows walk from within the list, from the search, and from where nothing has the focus. */
function onArrow(event) {
  const { at } = walk()
  const active = document.activeElement
  const inSearch = active?.matches('[type=search]') && event.key === 'ArrowDown'
  if (at < 0 && !inSearch && active !== document.body && active?.id !== 'main') return false
  return step(event.key === 'ArrowDown' ? 1 : -1)
}

function onCommand(event) {
  if (event.key.toLowerCase() === 'k' && !event.shiftKey) return openPalette()
  if (event.key !== 'Enter') return false
  const form = event.target.closest?.('form[method=post]') ?? document.querySelector('[data-guarded-form]')
  form?.requestSubmit()
  return Boolean(form)
}

document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return
  if (document.querySelector('dialog[open]')) return
  const command = event.ctrlKey || event.metaKey
  if (early !== undefined && !command) {
    if (event.key.length === 1) early += event.key
    else if (event.key === 'Enter') early += '\n'
    event.preventDefault()
    return
  }
  const isArrow = event.key === 'ArrowDown' || event.key === 'ArrowUp'
  let done = false
  if (command && !event.altKey) done = onCommand(event)
  else if (command || event.altKey) return
  else if (isArrow && !event.shiftKey)
    done = (!isTyping(event.target) || event.target.type === 'search') && onArrow(event)
  else if (singleKeys && !isTyping(event.target)) done = onSingleKey(event)
  if (done) event.preventDefault()
})

/** Enter in the list's own search opens the one customer that it finds, too; its button shows the list. */
const filters = document.querySelector('[data-filters]')
filters?.querySelector('[type=search]')?.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return
  filters.addEventListener('formdata', ({ formData }) => formData.set('open', 'only'), { once: true })
})

for (const opener of document.querySelectorAll('[data-palette]')) {
  opener.hidden = false
  opener.addEventListener('click', openPalette)
}
document.querySelector('[data-sheet]')?.addEventListener('click', (event) => {
  event.preventDefault()
  openSheet()
})
if (isMac)
  for (const key of document.querySelectorAll('kbd')) if (key.textContent === 'Ctrl') key.textContent = '⌘'

for (const field of document.querySelectorAll('[data-tags]')) {
  const offer = () => import(field.dataset.tags).then((module) => module.offerTags(field))
  field.addEventListener('focus', offer, { once: true })
}
