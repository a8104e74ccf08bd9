/**
 * What a sweep found, as a page that needs no other file.
 */
import { escaped } from './asJUnit.js'
import { headlineOf, sentenceOf } from './asText.js'
import type { Coverage, Finding, Result } from './Result.js'
import { shareOf } from './share.js'

const style = [
  'body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}',
  'pre{background:#f4f4f4;overflow:auto;padding:.5rem}',
  'table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.2rem .5rem;text-align:left}',
  'article{border-left:4px solid #b00;margin:1rem 0;padding-left:1rem}',
  '.accepted{border-color:#999}.covered{background:#dfd}.dead,.masked,.limited{background:#fed}',
].join('')

const findingOf = (finding: Finding): string => {
  const { kind, route, request, others, says, mend, curl, fingerprint, reason } = finding
  return [
    `<article class="${kind}">`,
    `<h2>${escaped(`${kind}: ${route}`)}</h2>`,
    `<p>${escaped(sentenceOf(finding))}${reason === undefined ? '' : `: ${escaped(reason)}`}.</p>`,
    `<p>${escaped(request)}:</p><ul>${says.map((each) => `<li>${escaped(each)}</li>`).join('')}</ul>`,
    others.length === 0
      ? ''
      : `<details><summary>The same by ${String(others.length)} other requests</summary><ul>${others
          .map((each) => `<li>${escaped(each)}</li>`)
          .join('')}</ul></details>`,
    `<p><strong>${escaped(mend)}</strong></p>`,
    `<pre>${curl.map(escaped).join('\n')}</pre>`,
    `<p>Fingerprint: <code>${escaped(fingerprint)}</code></p>`,
    '</article>',
  ].join('\n')
}

const rowOf = ({ route, type = '', caller, status, why = '' }: Coverage): string =>
  `<tr class="${status.replaceAll(' ', '-')}">${[route, type, caller, status, why]
    .map((each) => `<td>${escaped(each)}</td>`)
    .join('')}</tr>`

/** The result as HTML. */
export const asPage = (result: Result): string => {
  const { findings, coverage, changed, notes } = result
  const share = `${String(Math.floor(shareOf(coverage) * 100))} %`
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${escaped(headlineOf(result))}</title>`,
    `<style>${style}</style>`,
    `<h1>${escaped(headlineOf(result))}</h1>`,
    ...findings.map(findingOf),
    `<h2>Covered: ${share} of the routes and callers</h2>`,
    '<table><tr><th>route</th><th>type</th><th>caller</th><th>status</th><th>why</th></tr>',
    ...coverage.map(rowOf),
    '</table>',
    ...[...changed, ...notes].map((each) => `<p>${escaped(each)}</p>`),
    '</html>',
    '',
  ].join('\n')
}
