/**
 * A leak as a person reads it: the request, what tells the two answers apart, and both side by side.
 */
import type { Observation } from '../proof/Observation.js'
import type { Leak } from './leaks.js'

const lines = ({ status, reason, headers, trailers, body }: Observation): ReadonlyArray<string> => [
  `${String(status)} ${reason}`.trim(),
  ...headers.map(([name, value]) => `${name}: ${value}`),
  '',
  ...(body === '' ? ['(no body)'] : body.split('\n')),
  ...trailers.map(([name, value]) => `${name}: ${value}`),
]

const width = 56

const clip = (text: string): string => (text.length > width ? `${text.slice(0, width - 1)}…` : text)

const row = (mark: string, left: string, right: string): string => `  ${mark} ${clip(left).padEnd(width)}  ${clip(right)}`.trimEnd()

const sideBySide = (left: ReadonlyArray<string>, right: ReadonlyArray<string>): ReadonlyArray<string> => [
  row(' ', 'hidden', 'missing'),
  row(' ', '------', '-------'),
  ...Array.from({ length: Math.max(left.length, right.length) }, (_, i) => {
    const [a, b] = [left[i] ?? '', right[i] ?? '']
    return row(a === b ? ' ' : '≠', a, b)
  }),
]

const one = ({ request, hidden, missing, differences }: Leak): string =>
  [request, ...differences.map(({ says }) => `  ${says}`), '', ...sideBySide(lines(hidden), lines(missing))].join('\n')

/** All leaks in words, the smallest request first; nothing, where there are none. */
export const report = (leaks: ReadonlyArray<Leak>): string =>
  leaks.length === 0
    ? ''
    : [
        `A caller who may not know can tell a hidden thing from a missing one, by ${String(leaks.length)} of the requests that were tried.`,
        ...leaks.slice(0, 5).map(one),
        ...(leaks.length > 5
          ? [
              `And by: ${leaks
                .slice(5)
                .map(({ request }) => request)
                .join('; ')}`,
            ]
          : []),
      ].join('\n\n') + '\n'
