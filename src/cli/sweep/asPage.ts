/**
 * What a sweep found, as a page of HTML that needs no other file.
 */
import { escaped } from '../../analysis/html.js'
import { callerOf, headlineOf, sentenceOf } from './asText.js'
import type { Coverage, Finding, Result } from './Result.js'
import { percentOf } from './share.js'

/** The colours keep a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3), on light and on dark. */
const style = `
:root { color-scheme: light dark; --text: #1b1b1b; --page: #fff; --faint: #f2f2f2; --line: #8a8a8a;
  --open: #a80000; --good: #dff2df; --bad: #fbe3d6; --link: #0b4fb3 }
@media (prefers-color-scheme: dark) { :root { --text: #e8e8e8; --page: #161616; --faint: #262626;
  --line: #8a8a8a; --open: #ff8f85; --good: #123a1b; --bad: #4a2410; --link: #8ab8ff } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 75rem; margin: 0 auto; padding: 1rem }
h1, h2, h3, p, li, code { overflow-wrap: anywhere }
h1 { font-size: 1.5rem } h2 { font-size: 1.25rem } h3 { font-size: 1.1rem; margin: 0 }
a { color: var(--link) }
article { border-left: .3rem solid var(--open); margin: 1.5rem 0; padding-left: 1rem }
article.accepted { border-color: var(--line) }
.kind { color: var(--open) } .accepted .kind { color: inherit }
.wide { overflow-x: auto } pre { background: var(--faint); margin: 0; padding: .5rem }
table { border-collapse: collapse; min-width: 45rem }
th[scope='row'] { font-weight: normal; overflow-wrap: anywhere; width: 40% } td:last-child { width: 35% }
th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left; vertical-align: top }
.covered .status { background: var(--good) }
.dead .status, .masked .status, .limited .status { background: var(--bad) }
`

/** A box that scrolls by itself, by the keyboard too: the page stays as wide as the screen. */
const wide = (name: string, content: string): string =>
  `<div class="wide" role="region" tabindex="0" aria-label="${escaped(name)}">${content}</div>`

const listOf = (texts: ReadonlyArray<string>): string =>
  `<ul>${texts.map((each) => `<li>${escaped(each)}</li>`).join('')}</ul>`

const titleOf = ({ kind, route }: Finding): string =>
  `<span class="kind">${escaped(kind)}</span>: ${escaped(route)}`

const findingOf = (finding: Finding, i: number): string => {
  const { kind, isDeclared, request, others, says, mend, curl, fingerprint, reason } = finding
  const number = String(i + 1)
  return [
    `<article class="${kind}" id="finding-${number}" aria-labelledby="title-${number}">`,
    `<h3 id="title-${number}">${titleOf(finding)}</h3>`,
    `<p>${escaped(sentenceOf(finding))}.${isDeclared ? '' : ' The route is not declared.'}</p>`,
    ...(reason === undefined ? [] : [`<p>Accepted: ${escaped(reason)}</p>`]),
    `<p>${escaped(request)}:</p>`,
    listOf(says),
    ...(others.length === 0
      ? []
      : [
          `<details><summary>The same by other requests: ${String(others.length)}</summary>`,
          `${listOf(others)}</details>`,
        ]),
    `<p><strong>${escaped(mend)}</strong></p>`,
    wide(`Lines of curl for finding ${number}`, `<pre>${curl.map(escaped).join('\n')}</pre>`),
    `<p>Fingerprint: <code>${escaped(fingerprint)}</code></p>`,
    '</article>',
  ].join('\n')
}

const contentsOf = (findings: ReadonlyArray<Finding>): ReadonlyArray<string> =>
  findings.length === 0
    ? []
    : [
        '<h2>Findings</h2>',
        '<ol>',
        ...findings.map(
          (finding, i) =>
            `<li class="${finding.kind}"><a href="#finding-${String(i + 1)}">${escaped(sentenceOf(finding))}</a>: ${titleOf(finding)}</li>`,
        ),
        '</ol>',
        ...findings.map(findingOf),
      ]

const rowOf = (line: Coverage): string => {
  const { route, type = '', status, why = '' } = line
  return [
    `<tr class="${status.replaceAll(' ', '-')}"><th scope="row">${escaped(route)}</th>`,
    ...[type, callerOf(line)].map((each) => `<td>${escaped(each)}</td>`),
    `<td class="status">${escaped(status)}</td><td>${escaped(why)}</td></tr>`,
  ].join('')
}

const coverageOf = ({ coverage }: Result): ReadonlyArray<string> => [
  `<h2>Covered: ${percentOf(coverage)} of the routes and callers</h2>`,
  wide(
    'Coverage',
    [
      '<table><thead><tr>',
      ...['route', 'type', 'caller', 'status', 'why'].map((name) => `<th scope="col">${name}</th>`),
      '</tr></thead><tbody>',
      ...coverage.map(rowOf),
      '</tbody></table>',
    ].join('\n'),
  ),
]

const titled = (title: string, texts: ReadonlyArray<string>): ReadonlyArray<string> =>
  texts.length === 0 ? [] : [`<h2>${title}</h2>`, listOf(texts)]

/** The result as HTML. */
export const asPage = (result: Result): string =>
  [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(headlineOf(result))}</title>`,
    `<style>${style}</style>`,
    '<main>',
    `<h1>${escaped(headlineOf(result))}</h1>`,
    ...contentsOf(result.findings),
    ...coverageOf(result),
    ...titled('The sweep changed something', result.changed),
    ...titled('Notes', result.notes),
    `<p>Requests sent: ${String(result.requests)}</p>`,
    '</main>',
    '</html>',
    '',
  ].join('\n')
