/**
 * Questions to procedures that are called by a name: JSON-RPC, tRPC, SOAP, and addresses that are
 * verbs. Also to those that say what a caller may do.
 */
import type { Question } from '../Probe.js'
import { below, aboveOf, idOf, kindOf, nameOf, pluralOf } from './places.js'
import { json, question } from './request.js'

const mend =
  'a procedure is a route of its own: give it the verdict about the thing that it is given'

const ofChecks =
  'a check of permissions tells what exists: answer about a missing thing as about a hidden one'

const capital = (kind: string): string => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`

type Name = (kind: string, plural: string) => string

/** Names of procedures, each with how it is named here. */
const procedures: ReadonlyArray<readonly [name: string, Name]> = [
  ['the kind and a verb', (kind) => `${kind}.get`],
  ['the collection and a verb', (_, plural) => `${plural}.get`],
  ['a verb and the kind', (kind) => `get${capital(kind)}`],
  ['words in lower case', (kind) => `get_${kind}`],
]

/** Addresses of procedures, read and called. */
const addresses: ReadonlyArray<readonly [name: string, Name]> = [
  ['get…', (kind) => `get${capital(kind)}`],
  ['….get', (_, plural) => `${plural}.get`],
  ['….info', (_, plural) => `${plural}.info`],
  ['api/….get', (_, plural) => `api/${plural}.get`],
  ['api/….info', (_, plural) => `api/${plural}.info`],
  ['rpc/get…', (kind) => `rpc/get${capital(kind)}`],
  ['rpc/….get', (_, plural) => `rpc/${plural}.get`],
  ['a service', (kind) => `${kind}.v1.${capital(kind)}Service/Get${capital(kind)}`],
]

const named = (path: string): Readonly<Record<string, unknown>> => ({
  ...{ id: nameOf(path), [kindOf(path)]: nameOf(path), [`${kindOf(path)}Id`]: nameOf(path) },
})

/** Procedures that are asked by GET. */
export const readCalls: ReadonlyArray<Question> = [
  ...addresses.map(([name, at]) =>
    question(
      `GET /${name}`,
      (path) => ({
        method: 'GET',
        path: `/${at(kindOf(path), pluralOf(path))}?id=${idOf(path)}&${kindOf(path)}=${idOf(path)}`,
      }),
      mend,
    ),
  ),
  ...['get', 'byId'].flatMap((verb) =>
    [kindOf, pluralOf].map((called, many) =>
      question(
        `GET /trpc/…${many === 0 ? '' : 's'}.${verb}`,
        (path) => ({
          method: 'GET',
          path: `/trpc/${called(path)}.${verb}?input=${encodeURIComponent(JSON.stringify({ id: nameOf(path) }))}`,
        }),
        mend,
      ),
    ),
  ),
]

const rpc = (name: string, path: string, body: (path: string) => object): Question =>
  question(name, (each) => ({ method: 'POST', path, ...json(body(each)) }), mend)

const call = (path: string, name: Name): object => ({
  jsonrpc: '2.0',
  id: 1,
  method: name(kindOf(path), pluralOf(path)),
  params: named(path),
})

/** Procedures that are called by POST. */
export const calls: ReadonlyArray<Question> = [
  ...procedures.map(([name, method]) =>
    rpc(`POST /rpc by ${name}`, '/rpc', (path) => call(path, method)),
  ),
  rpc('POST /rpc for several', '/rpc', (path) => procedures.map(([, name]) => call(path, name))),
  rpc('POST /mcp for a resource', '/mcp', (path) => ({
    jsonrpc: '2.0',
    id: 1,
    method: 'resources/read',
    params: { uri: `${kindOf(path)}://${idOf(path)}` },
  })),
  rpc('POST /mcp for a tool', '/mcp', (path) => ({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: `get_${kindOf(path)}`, arguments: named(path) },
  })),
  ...addresses.map(([name, at]) =>
    question(
      `POST /${name}`,
      (path) => ({
        method: 'POST',
        path: `/${at(kindOf(path), pluralOf(path))}`,
        ...json(named(path)),
      }),
      mend,
    ),
  ),
  question(
    'POST /soap',
    (path) => ({
      method: 'POST',
      path: '/soap',
      headers: { 'content-type': 'text/xml', soapaction: `Get${capital(kindOf(path))}` },
      body: `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><Get${capital(kindOf(path))}><id>${idOf(path)}</id></Get${capital(kindOf(path))}></Body></Envelope>`,
    }),
    mend,
  ),
  ...['access/v1/evaluation', 'permissions/check', 'check', 'access/check', 'authorize'].map(
    (name) =>
      question(
        `POST of a check to ${name}`,
        (path) => ({
          method: 'POST',
          path: below(aboveOf(path), name),
          ...json({
            ...named(path),
            subject: { type: 'user', id: 'somebody' },
            action: { name: 'read' },
            resource: { type: kindOf(path), id: nameOf(path) },
          }),
        }),
        ofChecks,
      ),
  ),
  ...['permissions/check', 'check', 'authorize', 'can'].map((name) =>
    question(
      `POST of a check in words to ${name}`,
      (path) => ({
        method: 'POST',
        path: below(aboveOf(path), name),
        ...json({
          ...named(path),
          ...{ resource: nameOf(path), object: `${kindOf(path)}:${nameOf(path)}` },
          ...{ action: 'read', permission: 'read', relation: 'reader', user: 'somebody' },
        }),
      }),
      ofChecks,
    ),
  ),
]
