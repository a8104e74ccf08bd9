/**
 * Questions that import things from a file, one of them under the id of the thing.
 */
import type { Question } from '../Probe.js'
import { aboveOf, below, nameOf, parentOf } from './places.js'
import { question } from './request.js'

const mend =
  'a row of an import names a hidden thing, and the answer tells: decide on each row, in a dry run as well'

const rowOf = (path: string): string => JSON.stringify({ id: nameOf(path), title: 'x' })

const csvOf = (path: string): string => `id,title\n${nameOf(path)},x`

/** A kind of file, its type, and the file. */
const files: ReadonlyArray<readonly [kind: string, type: string, file: (path: string) => string]> =
  [
    ['CSV', 'text/csv', csvOf],
    ['lines of JSON', 'application/x-ndjson', (path) => `${rowOf(path)}\n`],
    [
      'JSON',
      'application/json',
      (path) => `{"dryRun":true,"dry_run":true,"rows":[${rowOf(path)}],"items":[${rowOf(path)}]}`,
    ],
    ['a list in JSON', 'application/json', (path) => `[${rowOf(path)}]`],
  ]

const places: ReadonlyArray<readonly [name: string, at: (path: string) => string]> = [
  ['imports', (path) => below(aboveOf(path), 'imports')],
  ['import', (path) => below(aboveOf(path), 'import')],
  ['import of the parent', (path) => below(parentOf(path), 'import')],
]

const query = '?dry_run=true&dryRun=true&validate=true&preview=true'

/** Imports that change nothing. */
export const dryImports: ReadonlyArray<Question> = places.flatMap(([name, at]) =>
  files.map(([kind, type, file]) =>
    question(
      `a dry run of POST …/${name} of ${kind}`,
      (path) => ({
        method: 'POST',
        path: `${at(path)}${query}`,
        headers: { 'content-type': type },
        body: file(path),
      }),
      mend,
    ),
  ),
)

/** Imports that may make what is missing. */
export const imports: ReadonlyArray<Question> = places.map(([name, at]) =>
  question(
    `POST …/${name} of CSV`,
    (path) => ({
      method: 'POST',
      path: at(path),
      headers: { 'content-type': 'text/csv' },
      body: csvOf(path),
    }),
    mend,
  ),
)
