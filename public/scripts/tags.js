// Tags in use are offered while they are typed, one after the other in a list with commas (WAI-ARIA APG, combobox).

/** What people put between tags. */
const between = /[,;،；，、]/

/** Milliseconds without a key before tags are looked for. */
const pause = 100

/** @param input the field of tags, which says in `data-source` where those in use are found */
export function offerTags(input) {
  const list = document.createElement('div')
  list.className = 'offered card'
  list.id = `${input.id}-offered`
  list.hidden = true
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', input.labels[0]?.textContent.trim() ?? '')
  input.after(list)
  input.setAttribute('role', 'combobox')
  input.setAttribute('aria-autocomplete', 'list')
  input.setAttribute('aria-controls', list.id)
  let active = -1
  let timer
  let asked = 0
  close()

  function close() {
    list.hidden = true
    list.replaceChildren()
    active = -1
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }

  /** The tag in which the cursor stands: where it begins and ends. */
  function present() {
    const { value, selectionStart } = input
    const before = value.slice(0, selectionStart)
    const start = before.length - before.split(between).at(-1).length
    const end = start + value.slice(start).split(between)[0].length
    return { start, end, text: value.slice(start, end).trim() }
  }

  async function offer() {
    const turn = (asked += 1)
    const { text } = present()
    const answer = await fetch(`${input.dataset.source}?q=${encodeURIComponent(text.slice(0, 50))}`).catch(
      () => undefined,
    )
    const tags = answer?.ok && !answer.redirected ? await answer.json() : []
    // Something else was typed meanwhile: that answer counts.
    if (turn !== asked || document.activeElement !== input) return
    const { start, end } = present()
    const others = `${input.value.slice(0, start)},${input.value.slice(end)}`.split(between)
    const has = new Set(others.map((tag) => tag.trim().toLowerCase()))
    draw(tags.filter((tag) => !has.has(tag.toLowerCase()) && tag !== text))
  }

  function draw(tags) {
    close()
    for (const [place, tag] of tags.entries()) {
      const option = document.createElement('div')
      option.id = `${list.id}-${place}`
      option.setAttribute('role', 'option')
      option.setAttribute('aria-selected', 'false')
      option.textContent = tag
      // Before the field loses the focus.
      option.addEventListener('pointerdown', (event) => {
        event.preventDefault()
        take(tag)
      })
      list.append(option)
    }
    list.hidden = tags.length === 0
    input.setAttribute('aria-expanded', String(tags.length > 0))
  }

  function mark(place) {
    const options = [...list.children]
    options[active]?.setAttribute('aria-selected', 'false')
    active = (place + options.length) % options.length
    options[active].setAttribute('aria-selected', 'true')
    options[active].scrollIntoView({ block: 'nearest' })
    input.setAttribute('aria-activedescendant', options[active].id)
  }

  function take(tag) {
    const { start, end } = present()
    const head = input.value.slice(0, start) + (start > 0 ? ' ' : '') + tag + ', '
    input.value = head + input.value.slice(end).replace(/^[,;،；，、]\s*/, '')
    input.setSelectionRange(head.length, head.length)
    input.dispatchEvent(new Event('input', { bubbles: true }))
    clearTimeout(timer)
    asked += 1
    close()
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(offer, pause)
  })
  input.addEventListener('blur', () => {
    clearTimeout(timer)
    asked += 1
    close()
  })
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return
    const isOpen = !list.hidden
    if (event.key === 'ArrowDown' && !isOpen) offer()
    else if (event.key === 'ArrowDown') mark(active + 1)
    else if (event.key === 'ArrowUp' && isOpen) mark(active < 0 ? -1 : active - 1)
    else if ((event.key === 'Enter' || event.key === 'Tab') && active >= 0)
      take(list.children[active].textContent)
    else if (event.key === 'Escape' && isOpen) close()
    else return
    event.preventDefault()
  })
}
