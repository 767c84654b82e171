import { scaleBand, scaleLog } from 'd3-scale'
import { jobNames, type Job } from './jobs.ts'
import type { Report } from './report.ts'
import { growthJobs, peerClients, portalOf } from './tasks.ts'

/** The results as a picture: requests a second as bars, and the time of each job as the customers grow. */

const width = 1000
const gap = 40
const labels = 240
const barHeight = 12
/** Two floors, the portal, its peers. */
const colours = ['#8a94a6', '#b9c0cc', '#0054a6', '#d9730d', '#7a4fbf', '#2a8a57']
const barJobs: Job[] = ['list', 'deep_list', 'search_rare', 'search_common', 'account', 'edit', 'submit']

type Bar = { subject: string; name: string; colour: string }

export function plot(report: Report): string {
  const main = portalOf(report.sizes.at(-1)!)
  const bars = [...report.floors, main, ...report.peers].map((subject, index): Bar => {
    const name = subject === main ? 'Partner Desk' : subject
    return { subject, name, colour: colours[index % colours.length]! }
  })
  const rates = barRows(report, bars, 60)
  const growthTop = rates.bottom + gap + 30
  const growthHeight = growthJobs.length * 26
  const height = growthTop + growthHeight + 20
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#1f2937">
<rect width="${width}" height="${height}" fill="#ffffff"/>
<text x="20" y="26" font-size="16" font-weight="600">Requests a second, 16 clients; searches for one (logarithmic)</text>
${legend(bars)}
${rates.shapes}
<text x="20" y="${growthTop - 16}" font-size="16" font-weight="600">Median ms of one client, by number of customers</text>
${growthChart(report, growthTop, growthHeight)}
</svg>
`
}

function legend(bars: readonly Bar[]): string {
  return bars
    .map(
      ({ name, colour }, index) =>
        `<rect x="${20 + index * 140}" y="38" width="11" height="11" fill="${colour}"/><text x="${36 + index * 140}" y="48">${name}</text>`,
    )
    .join('\n')
}

/** For each job a bar for everybody that was measured at it. */
function barRows({ results }: Report, bars: readonly Bar[], top: number): { shapes: string; bottom: number } {
  const x = scaleLog([0.1, 30_000], [labels, width - 80]).clamp(true)
  let y = top
  const shapes = barJobs.flatMap((job) => {
    const measured = bars.flatMap((bar) => {
      const key = { subject: bar.subject, job, clients: peerClients(job) }
      const rate = results.spread(key, (sample) => sample.rate)
      return rate ? [{ ...bar, rate: rate.median }] : []
    })
    const middle = y + (measured.length * barHeight) / 2
    const row = measured.map(({ colour, rate }, index) => {
      const at = y + index * barHeight
      const end = round(x(rate))
      return `<rect x="${labels}" y="${at}" width="${round(end - labels)}" height="${barHeight - 1}" fill="${colour}"/><text x="${end + 6}" y="${at + 9}" font-size="10">${short(rate)}</text>`
    })
    y += measured.length * barHeight + 12
    return [`<text x="${labels - 10}" y="${middle + 4}" text-anchor="end">${jobNames[job]}</text>`, ...row]
  })
  return { shapes: shapes.join('\n'), bottom: y }
}

function growthChart({ results, sizes }: Report, top: number, height: number): string {
  const x = scaleLog([0.1, 200], [labels, width - 80]).clamp(true)
  const y = scaleBand(growthJobs, [top, top + height])
  const shades = ['#9cc3e8', '#4a90d0', '#0054a6']
  const shapes = growthJobs.flatMap((job) => {
    const middle = round((y(job) ?? 0) + y.bandwidth() / 2)
    const points = sizes.flatMap((customers, index) => {
      const time = results.spread(
        { subject: portalOf(customers), job, clients: 1 },
        (sample) => sample.median_ms,
      )
      return time
        ? [{ x: round(x(time.median)), shade: shades.at(index - sizes.length), text: time.median }]
        : []
    })
    const [first, last] = [points[0], points.at(-1)]
    if (!first || !last) return []
    const xs = points.map((point) => point.x)
    const [from, to] = [Math.min(...xs), Math.max(...xs)]
    return [
      `<text x="${labels - 10}" y="${middle + 4}" text-anchor="end">${jobNames[job]}</text>`,
      `<line x1="${from}" x2="${to}" y1="${middle}" y2="${middle}" stroke="#b9c0cc"/>`,
      ...points.map((point) => `<circle cx="${point.x}" cy="${middle}" r="5" fill="${point.shade}"/>`),
      `<text x="${to + 10}" y="${middle + 4}" font-size="10">${short(first.text)} → ${short(last.text)} ms</text>`,
    ]
  })
  const names = sizes.map(
    (customers, index) =>
      `<circle cx="${600 + index * 120}" cy="${top - 20}" r="5" fill="${shades.at(index - sizes.length)}"/><text x="${612 + index * 120}" y="${top - 16}">${customers.toLocaleString('en')}</text>`,
  )
  return [...names, ...shapes].join('\n')
}

const round = (value: number): number => Math.round(value * 10) / 10
const short = (value: number): string =>
  value.toLocaleString('en', value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 2 })
