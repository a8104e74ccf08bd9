/**
 * Holds the handlers to the table in README.txt. Each named request tells the worlds apart in
 * `leaky`, no request of the table does so in any `mended`, and emma reads her own document.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Doc, World } from '../World.js'
import { handlers } from './index.js'

type Handler = (world: World) => (request: Request) => Promise<Response>

interface Row {
  readonly nn: string
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const ids = ['emmas-document', 'emmas-plan-2']

const rowOf = (line: string): Row => {
  const [nn = '', , method = '', path = '', header = '', body = ''] = line
    .split('|')
    .map((cell) => cell.trim())
  const at = header.indexOf(':')
  const headers = at < 0 ? {} : { [header.slice(0, at)]: header.slice(at + 1).trim() }
  return { nn, method, path, headers, body: body.replaceAll('\\n', '\n') }
}

const rows = readFileSync(new URL('README.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => /^\d\d \|/.test(line))
  .map(rowOf)

const doc = (id: string, owner: string): Doc => ({
  id,
  owner,
  readers: [],
  title: `A title by ${owner}`,
  folder: `${owner}s-folder`,
  text: `The text of ${owner}.`,
  version: 1,
})

const worldOf = (docs: ReadonlyArray<Doc>): World => ({
  documents: new Map(docs.map((one) => [one.id, one])),
})

const requestOf = ({ method, path, headers, body }: Row, id: string, caller: string): Request =>
  new Request(`http://localhost${path.replace(/\bID\b/g, encodeURIComponent(id))}`, {
    method,
    headers: { ...headers, authorization: `Bearer ${caller}` },
    ...(body === '' || method === 'GET' || method === 'HEAD'
      ? {}
      : { body: body.replace(/\bID\b/g, id) }),
  })

const seen = async (response: Response): Promise<string> =>
  JSON.stringify([response.status, [...response.headers], await response.text()])

/** Whether tara gets another answer where the document is hidden than where it is missing. */
const tells = async (handler: Handler, row: Row, id: string): Promise<boolean> => {
  const answers = await Promise.all(
    [[], [doc('taras-document', 'tara')]].map(async (others) => {
      const [hidden, missing] = await Promise.all(
        [[doc(id, 'emma'), ...others], others].map(async (docs) =>
          seen(await handler(worldOf(docs))(requestOf(row, id, 'tara'))),
        ),
      )
      return hidden !== missing
    }),
  )
  assert.equal(new Set(answers).size, 1, `${row.nn}: tara's own document changes the outcome`)
  return answers[0] === true
}

const plain: Row = { nn: '00', method: 'GET', path: '/documents/ID', headers: {}, body: '' }

assert.equal(rows.length, 25)
assert.equal(Object.keys(handlers).length, 25)

let onPlainGet = 0
for (const [name, { leaky, mended }] of Object.entries(handlers)) {
  const own = rows.find(({ nn }) => name.startsWith(`${nn}-`))
  assert.ok(own, `${name} has a row`)
  for (const id of ids) {
    assert.ok(await tells(leaky, own, id), `${name}: its request tells in leaky`)
    for (const row of [plain, ...rows])
      for (const method of new Set([row.method, ...methods]))
        assert.ok(
          !(await tells(mended, { ...row, method }, id)),
          `${name}: ${method} of row ${row.nn} tells nothing in mended`,
        )
    for (const handler of [leaky, mended]) {
      const answer = await handler(worldOf([doc(id, 'emma')]))(requestOf(plain, id, 'emma'))
      assert.equal(answer.status, 200, `${name}: emma reads her document`)
      assert.match(await answer.text(), /The text of emma\./)
      const unsigned = new Request(`http://localhost/documents/${id}`)
      assert.equal((await handler(worldOf([doc(id, 'emma')]))(unsigned)).status, 401)
    }
  }
  if (await tells(leaky, plain, 'emmas-document')) onPlainGet += 1
  const also: string[] = []
  for (const row of rows)
    if (row !== own && (await tells(leaky, row, 'emmas-document'))) also.push(row.nn)
  console.log(
    `${name}: tells${also.length > 0 ? `, by the requests of ${also.join(' ')} too` : ''}`,
  )
}
assert.ok(onPlainGet <= 3, `${String(onPlainGet)} tell on the plain GET`)
console.log(`25 handlers checked; ${String(onPlainGet)} tell on the plain GET`)
