/**
 * What a proxy makes of a refusal: a real nginx in front of handlers that say where the file is before
 * they ask whether the caller may have it. One refuses by hand, the others by the senders.
 */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { decide } from 'glomar'
import { toResponse } from 'glomar/http/fetch'
import { send } from 'glomar/http/node'
import { facts, policy, readDocument, type Documents } from '../servers/documents.js'
import { file, nginx, version, type Answer } from './nginx.js'

const found = version()
if (found === undefined) {
  console.error('nginx is missing, and this script tries a real one. It comes with most systems:')
  console.error('  Debian and Ubuntu  apt-get install nginx-light')
  console.error('  Alpine             apk add nginx')
  console.error('  macOS              brew install nginx')
  console.error('0 passed, 1 failed')
  process.exit(1)
}
console.log(found)

// ------------------------------------------------------------------ the applications

const emmas = { owner: 'emma', title: 'Will', etag: '"v7"', modified: '' }
const documents: Documents = new Map([['emmas-document', emmas]])

const judge = (id: string, authorization: string | undefined) =>
  decide(readDocument, ...facts(authorization, documents.get(id)), policy)

const idIn = (url = ''): string => url.replace('/documents/', '')

/** What the handler says before the verdict, about a document that exists. */
type Said = (id: string) => Readonly<Record<string, string>>
const whereItIs: Said = (id) => (documents.has(id) ? { 'X-Accel-Redirect': `/files/${id}` } : {})
const howLong: Said = (id) => (documents.has(id) ? { 'X-Accel-Expires': '600' } : {})

const byHand = (said: Said): Server =>
  createServer(({ url, headers }, response) => {
    const id = idIn(url)
    for (const [name, value] of Object.entries(said(id))) response.setHeader(name, value)
    const verdict = judge(id, headers.authorization)
    if (verdict._tag === 'Ok') return response.end(emmas.title)
    response.writeHead(verdict.status, { ...verdict.headers }).end(JSON.stringify(verdict.body))
  })

const bySend = (said: Said): Server =>
  createServer(({ url, headers }, response) => {
    const id = idIn(url)
    for (const [name, value] of Object.entries(said(id))) response.setHeader(name, value)
    const verdict = judge(id, headers.authorization)
    if (verdict._tag === 'Ok') response.end(emmas.title)
    else send(verdict, response)
  })

const byToResponse =
  (handed: boolean) =>
  (said: Said): Server => {
    const app = new Hono().use(cors()).get('/documents/:id', (c) => {
      for (const [name, value] of Object.entries(said(c.req.param('id')))) c.header(name, value)
      const verdict = judge(c.req.param('id'), c.req.header('authorization'))
      if (verdict._tag === 'Ok') return c.text(emmas.title)
      return toResponse(verdict, 'GET', handed ? { setBefore: c.res.headers } : undefined)
    })
    return createAdaptorServer({ fetch: app.fetch }) as Server
  }

// ------------------------------------------------------------------ what is asked, and what is heard

interface Heard {
  readonly hidden: Answer
  readonly missing: Answer
  /** After the strangers have asked, and perhaps been remembered. */
  readonly ofOwner: Answer
}

const hear = async (server: Server): Promise<Heard> => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { get, stop } = await nginx((server.address() as AddressInfo).port)
  try {
    return {
      hidden: await get('/documents/emmas-document', 'tara'),
      missing: await get('/documents/no-document', 'tara'),
      ofOwner: await get('/documents/emmas-document', 'emma'),
    }
  } finally {
    await stop()
    server.close()
    server.closeAllConnections()
  }
}

const isFile = ({ hidden }: Heard): boolean => hidden.status === 200 && hidden.body === file
const isRemembered = ({ ofOwner }: Heard): boolean => ofOwner.status === 404
const isRefused = ({ hidden, missing, ofOwner }: Heard): boolean =>
  hidden.status === 404 &&
  JSON.stringify(hidden) === JSON.stringify(missing) &&
  hidden.headers.some(([name, value]) => /^cache-control$/i.test(name) && value === 'no-store') &&
  ofOwner.status === 200

const rows: ReadonlyArray<
  readonly [says: string, server: Server, holds: (heard: Heard) => boolean]
> = [
  ['X-Accel-Redirect, refused by hand: a stranger gets the file', byHand(whereItIs), isFile],
  [
    'X-Accel-Redirect, toResponse alone: a stranger gets the file',
    byToResponse(false)(whereItIs),
    isFile,
  ],
  ['X-Accel-Redirect, send: hidden and missing are alike', bySend(whereItIs), isRefused],
  ['X-Accel-Redirect, toResponse with setBefore: alike', byToResponse(true)(whereItIs), isRefused],
  [
    'X-Accel-Expires, refused by hand: the owner gets the 404 of a stranger',
    byHand(howLong),
    isRemembered,
  ],
  ['X-Accel-Expires, send: hidden and missing are alike', bySend(howLong), isRefused],
]

let failed = 0
for (const [says, server, holds] of rows) {
  const heard = await hear(server)
  const ok = holds(heard)
  failed += ok ? 0 : 1
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${says}`)
  if (!ok) console.log(heard)
}
console.log(`${String(rows.length - failed)} passed, ${String(failed)} failed`)
process.exitCode = failed === 0 ? 0 : 1
