// What scripts add to pages that work without them.

/** The menus at the top close like any other: by Escape, or by going elsewhere. */
function closeMenus() {
  for (const menu of document.querySelectorAll('details.menu')) {
    document.addEventListener('click', (event) => {
      if (!menu.contains(event.target)) menu.open = false
    })
    menu.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !menu.open) return
      menu.open = false
      menu.querySelector('summary').focus()
    })
  }
}

function copyButtons() {
  if (!navigator.clipboard) return
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.classList.add('ready')
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy)
      const label = button.getAttribute('aria-label')
      button.setAttribute('aria-label', button.dataset.copied)
      button.classList.add('copied')
      setTimeout(() => {
        button.setAttribute('aria-label', label)
        button.classList.remove('copied')
      }, 2000)
    })
  }
}

/** A choice of the list's filters takes effect at once. */
function filterAtOnce() {
  const form = document.querySelector('[data-filters]')
  if (!form) return
  document.addEventListener('change', ({ target }) => {
    if (target.form === form && target.matches('select, [type=checkbox]')) form.requestSubmit()
  })
}

/** Customers are selected one by one, from one to another with Shift, or all of the page; the bar says how many. */
function selectCustomers() {
  const whole = document.querySelector('[data-pick-page]')
  if (!whole) return
  const boxes = [...document.querySelectorAll('tbody .pick input')]
  const status = document.querySelector('[data-picked]')
  let last
  const show = () => {
    const picked = boxes.filter((box) => box.checked).length
    whole.checked = picked === boxes.length
    whole.indeterminate = picked > 0 && picked < boxes.length
    status.hidden = false
    status.querySelector('strong').textContent = picked
  }
  whole.addEventListener('change', () => {
    for (const box of boxes) box.checked = whole.checked
    show()
  })
  for (const [index, box] of boxes.entries()) {
    box.addEventListener('click', (event) => {
      if (event.shiftKey && last !== undefined)
        for (const between of boxes.slice(Math.min(last, index), Math.max(last, index)))
          between.checked = box.checked
      last = index
      show()
    })
  }
  document.querySelector('[data-unpick]').addEventListener('click', (event) => {
    event.preventDefault()
    for (const box of boxes) box.checked = false
    show()
    whole.focus()
  })
  show()
  // The browser may have kept the boxes of a page that is come back to.
  addEventListener('pageshow', show)
}

/** Columns are moved where they stand; the server does it for who has no script. */
function moveColumns() {
  const list = document.querySelector('[data-columns] ul')
  list?.addEventListener('click', (event) => {
    const button = event.target.closest('[data-move]')
    if (!button) return
    event.preventDefault()
    const item = button.closest('li')
    if (button.dataset.move === 'up') item.previousElementSibling.before(item)
    else item.nextElementSibling.after(item)
    const items = [...list.querySelectorAll('li:has([data-move])')]
    for (const [at, one] of items.entries()) {
      one.querySelector('[data-move=up]').hidden = at === 0
      one.querySelector('[data-move=down]').hidden = at === items.length - 1
    }
    const target = button.hidden ? item.querySelector('[data-move]:not([hidden])') : button
    target.focus()
  })
}

/** The fields follow the country without a reload: the server draws them, as it does for the plain button. */
function followCountry(form) {
  const latest = new Map()
  form.addEventListener('change', async (event) => {
    const select = event.target.closest('[data-decides]')
    if (!select) return
    const section = select.closest('[data-section]')
    const follow = select.closest('.field').querySelector('[data-follow]')
    const sent = new FormData(form)
    const focused = document.activeElement
    latest.set(section, sent)
    const answer = await fetch(follow.formAction, { method: 'POST', body: new URLSearchParams(sent) }).catch(
      () => undefined,
    )
    const text = answer?.ok && !answer.redirected ? await answer.text() : undefined
    // The country was changed again meanwhile: that answer counts.
    if (latest.get(section) !== sent) return
    if (text === undefined) {
      form.requestSubmit(follow)
      return
    }
    const page = new DOMParser().parseFromString(text, 'text/html')
    const fresh = page.querySelector(`[data-section="${section.dataset.section}"] .fields`)
    const target = document.activeElement === focused ? select : document.activeElement
    replaceFields(section.querySelector('.fields'), fresh, sent)
    if (!target.isConnected) document.getElementById(target.id)?.focus()
  })
}

/** Puts fresh fields in place of the old; what was typed while they were on their way stays. */
function replaceFields(old, fresh, sent) {
  for (const field of old.querySelectorAll('input, select')) {
    const again = fresh.querySelector(`[name="${field.name}"]`)
    if (!again) continue
    if (field.value !== sent.get(field.name) && meansTheSame(field, again)) again.value = field.value
    // The server drew what was typed: it is no less unsaved for that.
    if (isChanged(field)) again.dataset.changed = ''
  }
  old.replaceWith(fresh)
}

/** Whether what is chosen in a list is the same in another one: a code may stand for something else there. */
function meansTheSame(field, again) {
  const chosen = field.selectedOptions?.[0]
  if (!chosen) return true
  return [...again.options].some((option) => option.value === chosen.value && option.text === chosen.text)
}

/** Whether a field holds something else than the server put there; also what the browser restored after Back. */
function isChanged(field) {
  if (field.dataset.changed !== undefined) return true
  if (field.matches('[type=checkbox], [type=radio]')) return field.checked !== field.defaultChecked
  if (!field.matches('select')) return field.matches('input') && field.value !== field.defaultValue
  const served = [...field.options].findIndex((option) => option.defaultSelected)
  return field.selectedIndex !== Math.max(0, served)
}

/** Leaving a changed form asks first. */
function guardChanges(form) {
  const alreadyTyped = document.querySelector('.error-summary, .conflict, [data-unsaved]') !== null
  let leaving = false
  let sentAt = -Infinity
  form.addEventListener('submit', (event) => {
    // The second press of a double click; in ms.
    if (event.timeStamp - sentAt < 1000) event.preventDefault()
    else sentAt = event.timeStamp
    leaving = true
  })
  addEventListener('beforeunload', (event) => {
    if (!leaving && (alreadyTyped || [...form.elements].some(isChanged))) event.preventDefault()
  })
  // Back from the next page: the form is open again.
  addEventListener('pageshow', () => {
    leaving = false
  })
}

closeMenus()
copyButtons()
filterAtOnce()
selectCustomers()
moveColumns()
document.querySelector('[data-focus]')?.focus()

const form = document.querySelector('[data-guarded-form]')
if (form) {
  followCountry(form)
  guardChanges(form)
}
