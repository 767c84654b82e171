import { scaleBand, scaleLinear } from 'd3-scale'

/** A small bar chart as shapes; the view draws them as SVG. Lengths are in the chart's own units. */

export type Chart = {
  width: number
  height: number
  bars: { x: number; y: number; width: number; height: number; label: string }[]
  lines: { x1: number; x2: number; y: number; text: string; text_x: number }[]
  marks: { x: number; y: number; text: string }[]
}

const width = 600
const height = 190
const margin = { left: 46, right: 20, top: 10, bottom: 26 }

/** @param days one bar each: the value, what a reader is told of it, and for some days a mark under the axis */
export function barChart(
  days: readonly { value: number; label: string; mark: string | undefined }[],
  number: (value: number) => string,
): Chart {
  const most = Math.max(4, ...days.map((day) => day.value))
  const y = scaleLinear([0, most], [height - margin.bottom, margin.top]).nice(4)
  const x = scaleBand(days.keys(), [margin.left, width - margin.right]).padding(0.3)
  const floor = y(0)
  return {
    width,
    height,
    bars: days.map((day, index) => ({
      x: x(index) ?? 0,
      y: y(day.value),
      width: x.bandwidth(),
      height: floor - y(day.value),
      label: day.label,
    })),
    lines: y.ticks(4).map((tick) => ({
      x1: margin.left,
      x2: width - margin.right,
      y: y(tick),
      text: number(tick),
      text_x: margin.left - 8,
    })),
    marks: days.flatMap((day, index) =>
      day.mark === undefined
        ? []
        : [{ x: (x(index) ?? 0) + x.bandwidth() / 2, y: height - 6, text: day.mark }],
    ),
  }
}
