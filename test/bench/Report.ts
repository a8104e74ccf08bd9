/**
 * What each part of the suite finds: tables to read, and the figures that the budgets are about.
 */
import { budgets, holds, type Budget, type BudgetName } from './budgets.js'
import type { Compared } from './harness.js'

export interface Table {
  readonly title: string
  readonly head: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<string | number>>
}

export interface Report {
  readonly tables: ReadonlyArray<Table>
  readonly measured: Partial<Readonly<Record<BudgetName, number>>>
}

const significant = (figure: number): string =>
  Math.abs(figure) >= 100 ? Math.round(figure).toLocaleString('en') : String(Number(figure.toPrecision(3)))

const row = (cells: ReadonlyArray<string | number>): string =>
  `| ${cells.map((cell) => (typeof cell === 'number' ? significant(cell) : cell)).join(' | ')} |`

export const markdown = ({ title, head, rows }: Table): string =>
  [`### ${title}`, '', row(head), row(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n')

/** One table for each group, in the order in which they come. */
export const comparison = (all: ReadonlyArray<Compared>): ReadonlyArray<Table> =>
  [...new Set(all.map(({ group }) => group))].map((title) => {
    const members = all.filter(({ group }) => group === title)
    return {
      title,
      head: ['', 'ns a call', 'lower quartile', 'upper quartile', `times “${members[0]?.name ?? ''}”`, 'lower quartile', 'upper quartile'],
      rows: members.map(({ name, nanoseconds, ratio }) => [
        name,
        ...[nanoseconds, ratio].flatMap(({ median, lower, upper }) => [median, lower, upper]),
      ]),
    }
  })

/** The budgets that something was measured for, the measured value beside the limit. */
export const verdicts = (measured: Report['measured']): { readonly table: Table; readonly exceeded: number } => {
  const met = (Object.entries(budgets) as ReadonlyArray<readonly [BudgetName, Budget]>).flatMap(([name, budget]) => {
    const figure = measured[name]
    return figure === undefined ? [] : [{ ...budget, figure, met: holds(budget, figure) }]
  })
  return {
    table: {
      title: 'Budgets',
      head: ['', 'limit', 'measured', 'unit', 'met'],
      rows: met.map(({ says, bound, limit, figure, unit, met }) => [
        says,
        `${bound} ${limit.toLocaleString('en')}`,
        figure,
        unit,
        met ? 'yes' : '**no**',
      ]),
    },
    exceeded: met.filter(({ met }) => !met).length,
  }
}
