/**
 * `npm start` walks through every scenario and prints what happened. `npm start -- --serve` keeps
 * the application up; `PORT` in the environment names its port.
 */
import type { Explanation } from 'glomar'
import { openDatabase } from './database.js'
import * as policies from './policies.js'
import { correlated } from './renderers.js'
import { serve } from './server.js'
import { makeTokens } from './tokens.js'
import { phones, walk, type Result } from './walk.js'

const head = ['', 'who asks', 'for what', 'the caller sees', 'the audit says']
const widths = [2, 21, 50, 26, 15]

const line = (cells: ReadonlyArray<string>): string =>
  cells
    .map((cell, i) => cell.padEnd(widths[i] ?? 0))
    .join(' ')
    .trimEnd()

const indented = (text: string): string => `${' '.repeat(25)}${text}`

const linesOf = ({ scenario, wire, says, audit, wrong }: Result): ReadonlyArray<string> => {
  const { note, who, token, method, path, sends, sameAs } = scenario
  return [
    ...(note === undefined ? [] : [`   ${note}`]),
    line([
      wrong.length === 0 ? 'ok' : '!!',
      token === undefined ? who : `${who}, ${token}`,
      `${method} ${path}${sends === undefined ? '' : `, ${sends}`}`,
      sameAs === undefined ? wire : `= ${wire}`,
      audit === undefined ? 'undecided' : `row ${audit.row.padEnd(2)} ${audit.state}`,
    ]),
    ...says.map(indented),
    ...wrong.map((text) => indented(`!! ${text}`)),
  ]
}

const legend = (results: ReadonlyArray<Result>): ReadonlyArray<string> => {
  const rows = new Map(
    results.flatMap(({ audit }) => (audit ? [[audit.row, audit.because] as const] : [])),
  )
  return [
    'ok   The status, what the answer says, the row and the state are right.',
    '=    The answer has the same bytes as an earlier one, but for the date.',
    `row  The first row of the decision table that holds. The caller is never told:`,
    ...[...rows].sort().map(([row, because]) => `     ${row.padEnd(2)} ${because}`),
    '',
    `${Object.entries(phones)
      .map(([who, phone]) => `${phone} is ${who}`)
      .join(', ')}. 000000000 is nobody.`,
  ]
}

const print = (results: ReadonlyArray<Result>): void => {
  for (const act of new Set(results.map((result) => result.act))) {
    console.log(`\n${act}\n\n${line(head)}`)
    for (const result of results) if (result.act === act) console.log(linesOf(result).join('\n'))
  }
  const right = results.filter(({ wrong }) => wrong.length === 0).length
  const pairs = results.filter(({ scenario }) => scenario.sameAs !== undefined).length
  console.log(`\n${legend(results).join('\n')}\n`)
  console.log(
    `${String(right)} of ${String(results.length)} scenarios right; ` +
      `${String(pairs)} answers compared with another, byte for byte`,
  )
  process.exitCode = right === results.length ? 0 : 1
}

/** Any port that is free, or the one that the environment names. */
const port = Number(process.env['PORT'] ?? 0)

/** Keeps the requestable deployment up until it is interrupted, and says how to talk to it. */
const keepUp = async (): Promise<void> => {
  const [db, tokens] = [await openDatabase(), await makeTokens()]
  await db.share(phones.John, phones.Emma)
  const deployment = {
    policy: policies.requestable,
    renderer: correlated,
    db,
    tokens,
    audit: ({ state, row, because }: Explanation) => {
      console.log(`audit: ${state}; row ${row}: ${because}`)
    },
    failed: (cause: unknown) => {
      console.error(cause)
    },
  }
  const { url, close } = await serve(deployment, port)
  const as = (who: string): string => `-H "authorization: Bearer $${who.toUpperCase()}_TOKEN"`
  const [emma, john, tara] = [as('Emma'), as('John'), as('Tara')]
  const call = `'${url}/calls/johns-call'`
  const requests = `'${url}/access-requests'`
  const filing = `'${url}/access-requests?for=/calls/johns-call'`
  const curl: ReadonlyArray<readonly [says: string, command: string]> = [
    ['Emma hears a call that John shared with her', `curl -i ${emma} ${call}`],
    ['Tara is told what she lacks and where to ask', `curl -i ${tara} ${call}`],
    ['Tara asks', `curl -i -X POST ${tara} ${filing}`],
    ['John finds her request', `curl -i ${john} ${requests}`],
    ['A call does not exist', `curl -i ${tara} '${url}/calls/missing-call'`],
    ['Tara may not know of this record', `curl -i ${tara} '${url}/records/payroll'`],
    ['Nobody in particular asks', `curl -i ${call}`],
  ]
  console.log(`The call recorder is up at ${url}. Stop it with Ctrl-C.\n`)
  console.log('# The callers, for the lines below and for a sweep')
  for (const [who, phone] of Object.entries(phones))
    console.log(`export ${who.toUpperCase()}_TOKEN=${await tokens.issue(phone, { expires: '8h' })}`)
  console.log('')
  for (const [says, command] of curl) console.log(`# ${says}\n${command}\n`)
  const stop = (): void => {
    void close().then(() => db.close())
  }
  process.once('SIGINT', stop).once('SIGTERM', stop)
}

if (process.argv.includes('--serve')) await keepUp()
else print(await walk())
