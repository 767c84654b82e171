const cells = 24

/**
 * A progress bar for a terminal, on standard error: how much is done, how fast, and for how long yet.
 * @param total how many there are
 * @param now the time in ms
 * @returns what to call with the number done so far
 */
export function progressBar(total: number, now: () => number = Date.now): (done: number) => void {
  const start = now()
  return (done) => {
    process.stderr.write(`\r${progressLine(done, total, now() - start)}\u001B[K`)
    if (done >= total) process.stderr.write('\n')
  }
}

/** One line of the bar after some ms. */
export function progressLine(done: number, total: number, ms: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total)
  const filled = Math.round(share * cells)
  const perSecond = ms === 0 ? 0 : (done * 1000) / ms
  const left = perSecond === 0 ? '' : `, ${duration((total - done) / perSecond)} left`
  const bar = '#'.repeat(filled).padEnd(cells, '.')
  return `[${bar}] ${Math.floor(share * 100)}% ${done} of ${total}, ${Math.round(perSecond)} a second${left}`
}

function duration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
