import type { Request } from 'express'
import type { Reader } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { carriedByColumns, listHref } from '../list/list-address.ts'
import { listColumnName } from '../list/list-cells.ts'
import { listColumns, readColumns, usualColumns, type ListColumn } from '../list/list-columns.ts'
import type { ListQuery } from '../list/list-query.ts'

export type ColumnsPage = {
  title: string
  action: string
  list_href: string
  usual_href: string | undefined
  carried: { name: string; value: string }[]
  order: string
  columns: {
    value: ListColumn
    label: string
    checked: boolean
    up: string | undefined
    down: string | undefined
    /** Whether it was moved just now, and which of its buttons did it. */
    moved: 'up' | 'down' | undefined
  }[]
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/views/columns': ColumnsPage
  }
}

type Move = { column: ListColumn; by: 1 | -1 }

/** Which columns the list has and in which order: those that it has first, then the others. */
export function columnsPage(query: ListQuery, asked: Request['query'], { t }: Reader): ColumnsPage {
  const chosen = query.columns ?? usualColumns
  const move = readMove(asked.move)
  const before = [...(readColumns(asked.order) ?? chosen)]
  const order = moved([...new Set([...before, ...chosen, ...listColumns])], move)
  const name = (column: ListColumn) => listColumnName(column, t)
  return {
    title: t('columns.title'),
    action: urls.listColumns,
    list_href: listHref(query),
    usual_href: query.columns && listHref({ ...query, columns: undefined }),
    carried: carriedByColumns(query),
    order: order.join(','),
    columns: order.map((column, at) => ({
      value: column,
      label: name(column),
      checked: chosen.includes(column),
      up: at === 0 ? undefined : t('columns.up', { name: name(column) }),
      down: at === order.length - 1 ? undefined : t('columns.down', { name: name(column) }),
      moved: column === move?.column ? (move.by < 0 ? 'up' : 'down') : undefined,
    })),
  }
}

function readMove(asked: unknown): Move | undefined {
  const [way, name] = typeof asked === 'string' ? asked.split(':') : []
  const column = listColumns.find((one) => one === name)
  return column && (way === 'up' || way === 'down') ? { column, by: way === 'up' ? -1 : 1 } : undefined
}

function moved(order: ListColumn[], move: Move | undefined): ListColumn[] {
  const at = move ? order.indexOf(move.column) : -1
  const to = at + (move?.by ?? 0)
  if (at < 0 || to < 0 || to >= order.length) return order
  const others = order.filter((_, index) => index !== at)
  return [...others.slice(0, to), order[at]!, ...others.slice(to)]
}
