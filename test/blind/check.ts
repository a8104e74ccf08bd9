/** Asks every handler what the table in README.txt says: npx tsx test/blind/check.ts */
import { readFileSync } from 'node:fs'
import { handlers } from './index.js'
import type { Doc, World } from './World.js'

type Ask = (world: World) => (request: Request) => Promise<Response>

const id = 'emmas-document'
const base = { owner: 'emma', readers: [], folder: 'emmas-folder', version: 1 }
const secret: Doc = { ...base, id, title: "Emma's document", text: 'Nobody else reads this.' }
const other: Doc = { ...base, id: 'another-one', title: 'Another', text: 'Of no interest.' }
const mine: Doc = { ...other, id: 'taras-own', owner: 'tara', folder: 'taras-folder' }

const worldOf = (docs: ReadonlyArray<Doc>): World => ({
  documents: new Map(docs.map((doc) => [doc.id, doc])),
})

/** Everything a client sees of an answer. */
const seen = async (ask: Ask, docs: ReadonlyArray<Doc>, request: Request): Promise<string> => {
  const response = await ask(worldOf(docs))(request)
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  return `${response.status} ${response.statusText}\n${headers}\n\n${await response.text()}`
}

type Row = readonly [string, string, string, string, string, string]
const rows = readFileSync(new URL('README.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => /^\d\d \|/.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.trim()) as unknown as Row)

const filled = (text: string): string =>
  text.replaceAll('SHORT', id.slice(0, -1)).replace(/\bID\b(?!!)/g, id)

const requestOf = ([, , method, path, headers, body]: Row, token = 'tara'): Request => {
  const all = new Headers({ authorization: `Bearer ${token}` })
  const [name = '', ...value] = filled(headers).split(': ')
  if (headers !== '-') all.set(name, value.join(': '))
  if (body !== '-') all.set('content-type', 'application/json')
  const init = { method, headers: all, ...(body === '-' ? {} : { body: filled(body) }) }
  return new Request(`http://host${filled(path)}`, init)
}

const problems: string[] = []
const expect = (holds: boolean, what: string): void => {
  if (!holds) problems.push(what)
}
const differs = async (ask: Ask, rest: ReadonlyArray<Doc>, make: () => Request) =>
  (await seen(ask, [...rest, secret], make())) !== (await seen(ask, rest, make()))

let plainLeaks = 0
for (const [name, { leaky, mended }] of Object.entries(handlers)) {
  const row = rows.find(([number]) => name.startsWith(number))
  if (row === undefined) throw new Error(`${name} has no row`)
  const plain: Row = ['', '', 'GET', `/documents/${id}`, '-', '-']
  for (const rest of [[], [other], [other, mine]]) {
    expect(await differs(leaky, rest, () => requestOf(row)), `${name}: named request is silent`)
  }
  if (await differs(leaky, [other, mine], () => requestOf(plain))) plainLeaks += 1
  expect(!(await differs(leaky, [other, mine], () => requestOf(row, 'expired'))), `${name}: 401`)
  for (const ask of [leaky, mended]) {
    const answer = await seen(ask, [secret], requestOf(plain, 'emma'))
    expect(answer.startsWith('200 ') && answer.includes(secret.text), `${name}: emma's GET`)
  }
  // Mended, no question of any row, and no plain one, may tell the worlds apart
  const methods = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'POST', 'COPY']
  const more = methods.map((method): Row => ['', '', method, `/documents/${id}`, '-', '-'])
  for (const each of [...rows, ...more]) {
    for (const token of ['tara', 'expired'])
      for (const rest of [[], [other, mine]])
        expect(
          !(await differs(mended, rest, () => requestOf(each, token))),
          `${name}: mended leaks on ${each.join(' ')}`,
        )
  }
  // Which other rows' questions show this leak too
  const also = []
  for (const each of rows)
    if (each !== row && (await differs(leaky, [other, mine], () => requestOf(each))))
      also.push(each[0])
  const [now, then] = [[other, secret], [other]]
  const short = async (docs: ReadonlyArray<Doc>) =>
    (await seen(leaky, docs, requestOf(row))).slice(0, 3)
  const emma = (await seen(leaky, now, requestOf(row, 'emma'))).slice(0, 3)
  console.log(
    name.padEnd(26),
    `hidden ${await short(now)} missing ${await short(then)} emma ${emma}`,
    also.length > 0 ? `also seen by the questions of ${also.join(', ')}` : '',
  )
}
console.log(`${Object.keys(handlers).length} handlers, ${plainLeaks} leak on the plain GET`)
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0
