// Runs before the page is drawn: whoever leaves the theme to the device gets the device's.
const dark = matchMedia('(prefers-color-scheme: dark)')

function follow() {
  const root = document.documentElement
  if (root.dataset.theme === 'auto') root.dataset.bsTheme = dark.matches ? 'dark' : 'light'
}

follow()
dark.addEventListener('change', follow)
