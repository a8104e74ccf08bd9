/**
 * The API Improvement Proposals of Google: permission before existence, and a 403 for both.
 */
import { Policy, Route, type Renderer } from 'glomar'
import * as presets from 'glomar/presets'
import {
  absent,
  alike,
  caller,
  grant,
  json,
  nobody,
  present,
  type Sent,
  type System,
} from './System.js'

// #region page
export const aipPolicy = Policy.of({ book: presets.uniform403 })

const aipPermissions: Readonly<Record<string, string>> = {
  GET: 'library.books.get',
  DELETE: 'library.books.delete',
  POST: 'library.books.create',
}

export const aipWords: Renderer<Sent> = ({ status }, { method, path }) => {
  const resource = path.replace('/v1/', '')
  const permission = aipPermissions[method] ?? ''
  const [name, message] = {
    401: ['UNAUTHENTICATED', 'Valid authentication credentials are required.'],
    403: [
      'PERMISSION_DENIED',
      `Permission '${permission}' denied on resource '${resource}' (or it might not exist).`,
    ],
    404: ['NOT_FOUND', `Resource '${resource}' was not found.`],
    503: ['UNAVAILABLE', 'Try again later.'],
  }[status] as [string, string]
  const info = {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason: name,
    domain: 'library.googleapis.com',
    metadata: { resource, permission },
  }
  return json(status, { error: { code: status, message, status: name, details: [info] } })
}
// #endregion

const aip = (number: string) => `https://google.aip.dev/${number}`
const codes = 'https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto'
const things = ['a book', 'no book'] as const
/** AIP-193 wants one in every error. */
const errorInfo = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo' }
const answer = (status: number, name: string) => ({
  status,
  body: { error: { code: status, status: name, details: [errorInfo] } },
})
const denied = (permission: string, resource: string) => ({
  status: 403,
  body: {
    error: {
      code: 403,
      status: 'PERMISSION_DENIED',
      details: [errorInfo],
      message: `Permission '${permission}' denied on resource '${resource}' (or it might not exist).`,
    },
  },
})
const book = 'publishers/lacroix/books/les-miserables'
const reader = caller('a user who may get, and may not delete')
const writer = caller('a user who may create books')
const blind = caller('a user who may create books, and may not see this one')

export const googleAip: System = {
  name: 'Google AIP',
  file: 'aip.ts',
  about: [
    `Whoever lacks the permission of the operation is a plain \`deny()\`. AIP-211 says not to check a second
    permission to find a better code. So a reader who may not delete is no \`deny({ mayKnow: true })\`.`,
    `The permission about a book that is not there is the permission on its parent, in \`whenAbsent\`.`,
  ],
  policy: aipPolicy,
  renderer: aipWords,
  questions: [
    {
      request: `GET /v1/${book}`,
      route: Route.of({ method: 'GET', resource: 'book' }),
      cells: [
        ...alike(nobody, things, answer(401, 'UNAUTHENTICATED'), codes),
        ...alike(
          caller('a user without the permission'),
          things,
          denied('library.books.get', book),
          aip('211'),
        ),
        {
          who: reader,
          thing: 'no book',
          facts: absent(grant()),
          documented: answer(404, 'NOT_FOUND'),
          source: aip('193'),
        },
      ],
    },
    {
      request: `DELETE /v1/${book}`,
      route: Route.of({ method: 'DELETE', resource: 'book' }),
      cells: [...alike(reader, things, denied('library.books.delete', book), aip('211'))],
    },
    {
      request: 'POST /v1/publishers/lacroix/books',
      route: Route.of({ method: 'POST', resource: 'book', expects: 'absent' }),
      handler: { Conflict: answer(409, 'ALREADY_EXISTS') },
      cells: [
        {
          who: writer,
          thing: 'an ID that is taken',
          facts: present(),
          documented: answer(409, 'ALREADY_EXISTS'),
          source: aip('133'),
        },
        {
          who: blind,
          thing: 'an ID that is taken',
          facts: present(grant({ mayKnow: false })),
          documented: denied('library.books.create', 'publishers/lacroix/books'),
          source: aip('133'),
        },
        ...alike(
          reader,
          ['an ID that is taken', 'an ID that is free'],
          denied('library.books.create', 'publishers/lacroix/books'),
          aip('193'),
        ),
      ],
    },
  ],
}
