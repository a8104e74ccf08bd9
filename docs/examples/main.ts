/**
 * `npm start` walks through every scenario and prints what happened; `npm start -- --serve` keeps the application up.
 */
import { openDatabase } from './database.js'
import * as policies from './policies.js'
import { serve } from './server.js'
import { makeTokens } from './tokens.js'
import { phones, walk, type Result } from './walk.js'

const columns = (rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? []
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

const clip = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)

const line = ({ scenario: { who, token, method, path, note, exists, sameAs }, wire, audit, faults }: Result): ReadonlyArray<string> => [
  faults.length === 0 ? 'ok' : '!!',
  token === undefined ? who : `${who}, ${token}`,
  `${method} ${path}${note === undefined ? '' : ` (${note})`}`,
  exists,
  clip(sameAs === undefined ? wire : `= ${wire}`),
  audit,
]

const print = (results: ReadonlyArray<Result>): void => {
  for (const act of new Set(results.map((result) => result.act))) {
    console.log(`\n${act}\n`)
    const head = ['', 'who asks', 'for what', 'exists', 'what the wire said', "what the operator's audit said"]
    for (const row of columns([head, ...results.filter((result) => result.act === act).map(line)])) console.log(row)
  }
  const wrong = results.filter(({ faults }) => faults.length > 0)
  for (const { scenario, wire, faults } of wrong)
    console.log(`\n!! ${scenario.who} ${scenario.method} ${scenario.path}: ${wire}; ${faults.join('; ')}`)
  const pairs = results.filter(({ scenario }) => scenario.sameAs !== undefined).length
  console.log(
    `\n${String(results.length - wrong.length)} of ${String(results.length)} scenarios right; ${String(pairs)} answers marked = compared with another, byte for byte`,
  )
  process.exitCode = wrong.length === 0 ? 0 : 1
}

/** Keeps the requestable deployment up until it is interrupted, and says how to talk to it. */
const keepUp = async (): Promise<void> => {
  const [db, tokens] = [await openDatabase(), await makeTokens()]
  await db.share(phones.John, phones.Emma)
  const { url, close } = await serve({
    policy: policies.requestable,
    db,
    tokens,
    audit: (explanation) => {
      console.log(`audit: ${explanation.state}; row ${explanation.row}: ${explanation.because}`)
    },
    failed: (cause) => {
      console.error(cause)
    },
  })
  const as = async (who: keyof typeof phones): Promise<string> =>
    `-H 'authorization: Bearer ${await tokens.issue(phones[who], { expires: '8h' })}'`
  const [emma, john, tara] = [await as('Emma'), await as('John'), await as('Tara')]
  const curl: ReadonlyArray<readonly [says: string, command: string]> = [
    ['Emma hears a call that John shared with her', `curl -i ${emma} '${url}/calls/Qx81Lf'`],
    ['Tara learns what she lacks and where to ask', `curl -i ${tara} '${url}/calls/Qx81Lf'`],
    ['she asks', `curl -i -X POST ${tara} '${url}/access-requests?for=/calls/Qx81Lf'`],
    ['John finds her request', `curl -i ${john} '${url}/access-requests'`],
    ['a call that is not there', `curl -i ${tara} '${url}/calls/Zz00Zz'`],
    ['a record of which Tara may not know', `curl -i ${tara} '${url}/records/payroll'`],
    ['nobody in particular', `curl -i '${url}/calls/Qx81Lf'`],
  ]
  console.log(`The call recorder is up at ${url}. Stop it with Ctrl-C.\n`)
  for (const [says, command] of curl) console.log(`# ${says}\n${command}\n`)
  const stop = (): void => {
    void close().then(() => db.close())
  }
  process.once('SIGINT', stop).once('SIGTERM', stop)
}

if (process.argv.includes('--serve')) await keepUp()
else print(await walk())
