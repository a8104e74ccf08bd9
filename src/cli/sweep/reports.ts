/**
 * The reports that are written to files, by the ends of their names.
 */
import { CannotRun } from '../Io.js'
import { asJson } from '../json.js'
import { asJUnit } from './asJUnit.js'
import { asPage } from './asPage.js'
import type { Result } from './Result.js'

const reports: ReadonlyArray<readonly [string, (result: Result) => string]> = [
  ['.json', asJson],
  ['.xml', asJUnit],
  ['.html', asPage],
]

/**
 * How a report is written into a file of this name.
 *
 * @throws CannotRun where the name says no form.
 */
export const reportIn = (path: string): ((result: Result) => string) => {
  const found = reports.find(([end]) => path.endsWith(end))
  if (found !== undefined) return found[1]
  throw new CannotRun(
    `--out ${path}: expected a name that ends in ${reports.map(([end]) => end).join(', ')}`,
  )
}
