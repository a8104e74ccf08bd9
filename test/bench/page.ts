/**
 * The figures as a page, and as a picture.
 */
import { cpus } from 'node:os'
import { figure, measured, spread, type All, type Spread } from './figures.js'
import type { GroupName } from './groups.js'
import { fails, holds, limits, type Limit, type LimitName } from './limits.js'
import { modules } from './loading.js'
import { median } from './statistics.js'

const significant = (n: number): string =>
  Math.abs(n) >= 100 ? Math.round(n).toLocaleString('en') : String(Number(n.toPrecision(3)))

const table = (
  head: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string | number>>,
): string =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows]
    .map((cells) => cells.map((cell) => (typeof cell === 'number' ? significant(cell) : cell)))
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')

const range = ({ lowest, highest }: Spread): string =>
  lowest === highest ? '' : `${significant(lowest)} to ${significant(highest)}`

const allLimits = (all: All) => {
  const figures = measured(all)
  return (Object.entries(limits) as ReadonlyArray<readonly [LimitName, Limit]>).map(
    ([name, limit]) => ({ limit, figure: figures[name] }),
  )
}

/** The limits that the benchmark fails on. */
export const broken = (all: All): ReadonlyArray<string> =>
  allLimits(all).flatMap(({ limit, figure }) => (fails(limit, figure.median) ? [limit.says] : []))

/** One decision in several ways. `group` is where it was measured beside the same by hand. */
const ways: ReadonlyArray<readonly [says: string, group: GroupName, subject: string]> = [
  ['by hand', 'route', 'by hand'],
  ['`decide` with a route', 'route', 'decide'],
  ['CASL, `can`', 'route', 'CASL, can'],
  ['`decide` with a plain object', 'plain', 'decide'],
  ['casbin, `enforceSync`', 'plain', 'casbin, enforceSync'],
]

const compared = (
  all: All,
  baseline: string,
  rows: ReadonlyArray<readonly [says: string, group: GroupName, subject: string]>,
): string =>
  table(
    ['', 'nanoseconds', `times ${baseline}`, 'of five processes'],
    rows.map(([says, group, subject]) => {
      const ratio = spread(figure(all.speed, group, subject))
      const time = median(figure(all.speed, group, subject, 'nanoseconds'))
      return [says, time, ratio.median, range(ratio)]
    }),
  )

const { cpu, cores } = {
  cpu: cpus()[0]?.model.trim() ?? 'an unknown processor',
  cores: String(cpus().length),
}

export const markdown = (all: All): string => `# Performance

\`npm run bench\` makes every figure on this page, and writes this page. It takes some minutes. All
limits are ratios to something that runs in the same process, or bytes. Nanoseconds differ from
machine to machine, and ratios hardly.

## Limits

${table(
  ['', 'limit', 'measured', 'of five processes', 'unit', 'holds'],
  allLimits(all).map(({ limit, figure }) => [
    limit.says,
    `${limit.bound} ${limit.limit.toLocaleString('en')}`,
    figure.median,
    range(figure),
    limit.unit,
    holds(limit, figure.median) ? 'yes' : '**no**',
  ]),
)}

The benchmark fails where a limit in bytes is exceeded. A limit in times may be exceeded because
another program was busy. Run the benchmark again before you believe it.

## One decision

![One decision, times as long as by hand](performance.svg)

${compared(all, 'by hand', ways)}

CASL and casbin answer another question: may this caller read this document? A decision takes that
answer as one of its facts. So the time of a decision adds to theirs.

## Several things

${compared(all, 'a thing alone', [
  ['a thing alone', 'along', 'a thing alone'],
  ['with an ancestor', 'along', 'with an ancestor'],
  ['with a reference', 'along', 'with a reference'],
  ['with both', 'along', 'with both'],
])}

## Memory

A decision with a route allocates so many bytes:

${table(['', 'bytes'], Object.entries(all.allocated))}

## Loading and size

${table(
  ['loaded in a fresh process', 'ms over an empty module'],
  modules.map((module) => [`\`${module}\``, median(all.loading.map((round) => round[module]))]),
)}

${table(
  ['bundled, without io-ts and fp-ts', 'bytes minified', 'bytes gzipped'],
  Object.entries(all.size).map(([use, { minified, gzipped }]) => [use, minified, gzipped]),
)}

## How it is measured

- Each comparison runs in five fresh processes. The figure is the median of the five.
- Within a process, what is compared takes turns in random order. A busy machine slows all alike.
- The facts are made before anything is timed. They are every class of caller, state and permission
  that has a constant answer, equally often, in several shapes and in disorder.
- *By hand* is what somebody would write who knows the route, the policy and the rules: branches
  that return frozen answers (\`test/bench/floor.ts\`). The branches check no argument, and read facts
  of their own. Before anything is timed, the benchmark asserts that both give the same answers.
- A *whole request* starts with the claims of a token and with a row. It includes
  \`Authn.authenticated\` and \`Facts.of\`.
- Bytes allocated are read from the heap, in a process that collects no garbage meanwhile. Controls
  of known size are read beside them.
- Loading is timed over an empty package. Sizes are those of the packed tarball, bundled by esbuild.

## What the figures do not say

- Look-ups, the permission check and the network take far longer than a decision. The figures say
  nothing about them.
- \`decide\` with a plain object makes a route each time. Use a plain object in a unit test, and
  \`Route.of\` in a server.
- Does a hidden thing take as long as a missing one? [Another test](guarantees.md) asks that.

Measured on ${cpu}, ${cores} cores, Node ${process.version}.
`

interface Text {
  readonly x: number
  readonly y: number
  readonly anchor?: 'start' | 'middle' | 'end'
}

const text = ({ x, y, anchor = 'start' }: Text, says: string): string =>
  `<text x="${String(x)}" y="${String(y)}" text-anchor="${anchor}" fill="#333">${says}</text>`

/** Bars on a logarithmic scale. */
export const picture = (all: All): string => {
  const bars = ways.map(([says, group, subject]) => ({
    says: says.replaceAll('`', ''),
    ratio: median(figure(all.speed, group, subject)),
  }))
  const [left, width, step] = [220, 420, 32]
  const decades = Math.ceil(Math.log10(Math.max(10, ...bars.map(({ ratio }) => ratio))))
  const at = (ratio: number): number =>
    Math.round(left + (width * Math.log10(Math.max(1, ratio))) / decades)
  const bottom = 16 + step * bars.length
  const line = (x: number): string => `<path d="M${String(x)} 8V${String(bottom)}" stroke="#ddd"/>`
  const bar = (y: number, to: number, fill: string): string => {
    const size = `width="${String(Math.max(2, to - left))}" height="20"`
    return `<rect x="${String(left)}" y="${String(y)}" ${size} fill="${fill}"/>`
  }
  const size = `width="720" height="${String(bottom + 32)}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="14">`,
    '<title>One decision, times as long as by hand, on a logarithmic scale</title>',
    '<rect width="100%" height="100%" fill="#fff"/>',
    ...Array.from({ length: decades + 1 }, (_, i) => 10 ** i).flatMap((tick) => [
      line(at(tick)),
      text({ x: at(tick), y: bottom + 20, anchor: 'middle' }, `${significant(tick)} ×`),
    ]),
    ...bars.flatMap(({ says, ratio }, i) => {
      const y = 16 + step * i
      return [
        text({ x: left - 10, y: y + 15, anchor: 'end' }, says),
        bar(y, at(ratio), says.startsWith('decide') ? '#2a6fb0' : '#9aa5b1'),
        text({ x: at(ratio) + 10, y: y + 15 }, `${significant(ratio)} ×`),
      ]
    }),
    '</svg>\n',
  ].join('\n')
}
