import { scaleBand, scaleLog } from 'd3-scale'
import { jobNames, type Job } from './jobs.ts'
import type { Report } from './report.ts'
import { growthJobs, many, portalOf } from './tasks.ts'

/** The results as a picture: requests a second as bars, and the time of each job as the customers grow. */

const width = 1000
const gap = 40
const labels = 210
const colours = ['#8a94a6', '#b9c0cc', '#0054a6', '#d9730d', '#7a4fbf']
const barJobs: Job[] = ['list', 'deep_list', 'search_rare', 'search_common', 'account', 'edit', 'submit']

type Bar = { subject: string; name: string; colour: string }

export function plot(report: Report): string {
  const main = portalOf(report.sizes.at(-1)!)
  const subjects = [...report.floors, main, ...report.peers]
  const bars = subjects.map((subject, index): Bar => {
    const colour = subject === main ? '#0054a6' : colours[index < report.floors.length ? index : index + 1]!
    return { subject, name: subject === main ? 'Partner Desk' : subject, colour: colour }
  })
  const rows = barJobs.length * (bars.length * 11 + 14)
  const growthHeight = growthJobs.length * 26
  const height = 70 + rows + gap * 2 + growthHeight + 30
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#1f2937">
<rect width="${width}" height="${height}" fill="#ffffff"/>
<text x="20" y="26" font-size="16" font-weight="600">Requests a second, 16 clients (peers search for one)</text>
${legend(bars)}
${barChart(report, bars, 60, rows)}
<text x="20" y="${60 + rows + gap + 14}" font-size="16" font-weight="600">Median ms of one client, by number of customers</text>
${growthChart(report, 60 + rows + gap + 30, growthHeight)}
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

function barChart({ results }: Report, bars: readonly Bar[], top: number, height: number): string {
  const x = scaleLog([0.1, 30_000], [labels, width - 80]).clamp(true)
  const y = scaleBand(barJobs, [top, top + height]).paddingInner(0.18)
  const within = scaleBand(
    bars.map((bar) => bar.subject),
    [0, y.bandwidth()],
  )
  const shapes = barJobs.flatMap((job) => [
    `<text x="${labels - 10}" y="${round((y(job) ?? 0) + y.bandwidth() / 2 + 4)}" text-anchor="end">${jobNames[job]}</text>`,
    ...bars.flatMap(({ subject, colour }) => {
      const rate = [many, 1]
        .map((clients) => results.spread({ subject, job, clients }, (sample) => sample.rate))
        .find((found) => found !== undefined)
      if (!rate) return []
      const at = round((y(job) ?? 0) + (within(subject) ?? 0))
      const end = round(x(rate.median))
      const thickness = round(within.bandwidth() - 1)
      return [
        `<rect x="${labels}" y="${at}" width="${round(end - labels)}" height="${thickness}" fill="${colour}"/>`,
        `<text x="${end + 6}" y="${round(at + thickness / 2 + 3.5)}" font-size="10">${short(rate.median)}</text>`,
      ]
    }),
  ])
  return shapes.join('\n')
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
    return [
      `<text x="${labels - 10}" y="${middle + 4}" text-anchor="end">${jobNames[job]}</text>`,
      `<line x1="${first.x}" x2="${last.x}" y1="${middle}" y2="${middle}" stroke="#b9c0cc"/>`,
      ...points.map((point) => `<circle cx="${point.x}" cy="${middle}" r="5" fill="${point.shade}"/>`),
      `<text x="${Math.max(first.x, last.x) + 10}" y="${middle + 4}" font-size="10">${short(first.text)} → ${short(last.text)} ms</text>`,
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
