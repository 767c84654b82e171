/** SIGTERM and SIGINT: the first asks the process to end, a further one does not wait for that. */

/** A Ctrl-C comes from the terminal and from npm: within this time it is one and the same, in ms. */
const sameMs = 300

const numbers = { SIGINT: 2, SIGTERM: 15 } as const

/** What a signal does at this time of the process's life. */
export type Stop = {
  /** Ends the process in good order. */
  inOrder: () => void
  /** Is done before the process ends without any order. */
  atOnce: () => void
}

/** Hears of the signals from now on. */
export function onStopSignals(stop: Stop): void {
  let asked: number | undefined
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (asked === undefined) {
        asked = performance.now()
        stop.inOrder()
      } else if (performance.now() - asked > sameMs) {
        stop.atOnce()
        process.exit(128 + numbers[signal])
      }
    })
}

/** The same in a worker: the process above says when, once or more often, whomever else a signal was for. */
export function onStopOfWorker(stop: Stop): void {
  let asked = false
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => {
    if (!asked) stop.inOrder()
    asked = true
  })
}
