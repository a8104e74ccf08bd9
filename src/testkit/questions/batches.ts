/**
 * Questions in which the thing is one of several: batches, calls, queries of GraphQL.
 */
import { bytesOf } from '../../observe/Observation.js'
import type { Question } from '../Probe.js'
import { below, kindOf, nameOf, parentOf } from './places.js'
import { unique } from './references.js'
import { json, question } from './request.js'

const ofItems =
  'an item of a batch is a request of its own: give each the verdict that it would get alone'

const ofNames =
  'a name that is taken by a hidden thing was answered in another way: decide on every thing that the body names, or let the server choose ids'

const ofResolvers =
  'a resolver answers hidden and missing in two ways: let both be null, with the same errors'

const helpers = [
  ...['batch', 'validate', 'check', 'search', 'bulk', '_bulk', 'lookup', 'exists', 'available'],
  ...['export', 'compare', 'merge', 'download', 'bulk-delete'],
]

const ofCollections: ReadonlyArray<Question> = [
  ...helpers.map((helper) =>
    question(
      `POST …/${helper} of the parent`,
      (path) => ({
        method: 'POST',
        path: below(parentOf(path), helper),
        ...json({
          ids: [nameOf(path)],
          items: [{ id: nameOf(path) }],
          q: nameOf(path),
          ...unique(path),
        }),
      }),
      ofNames,
    ),
  ),
]

const ofServers: ReadonlyArray<Question> = [
  ...['batch', '$batch', 'bulk'].map((name) =>
    question(
      `POST /${name}`,
      (path) => ({
        method: 'POST',
        path: `/${name}`,
        ...json({
          requests: [{ id: '1', method: 'GET', url: path, path }],
          operations: [{ id: '1', method: 'GET', url: path, path }],
          ids: [nameOf(path)],
        }),
      }),
      ofItems,
    ),
  ),
  question(
    'POST /rpc',
    (path) => ({
      method: 'POST',
      path: '/rpc',
      ...json({
        jsonrpc: '2.0',
        id: 1,
        method: `${kindOf(path)}.get`,
        params: { id: nameOf(path) },
      }),
    }),
    ofItems,
  ),
]

const graphql = (name: string, body: (kind: string, id: string) => object): Question =>
  question(
    name,
    (path) => ({ method: 'POST', path: '/graphql', ...json(body(kindOf(path), nameOf(path))) }),
    ofResolvers,
  )

const capital = (kind: string): string => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`

/** The id of a node as Relay makes it. */
const globalId = (kind: string, id: string): string => btoa(bytesOf(`${capital(kind)}:${id}`))

const ofGraphs: ReadonlyArray<Question> = [
  graphql('POST /graphql', (kind, id) => ({
    query: `{ ${kind}(id: ${JSON.stringify(id)}) { id } }`,
  })),
  graphql('POST /graphql with variables', (kind, id) => ({
    query: `query ($id: ID!) { ${kind}(id: $id) { id } }`,
    variables: { id },
  })),
  graphql('POST /graphql for a node', (kind, id) => ({
    query: 'query ($id: ID!) { node(id: $id) { id __typename } }',
    variables: { id: globalId(kind, id) },
  })),
  graphql('POST /graphql for a list', (kind, id) => ({
    query: `query ($ids: [ID!]!) { ${kind}s(ids: $ids) { id } }`,
    variables: { ids: [id] },
  })),
  graphql('POST /graphql for a mutation', (kind, id) => ({
    query: `mutation ($id: ID!) { delete${capital(kind)}(id: $id) { id } }`,
    variables: { id },
  })),
]

/** The thing as one of several. */
export const batches: ReadonlyArray<Question> = [...ofCollections, ...ofServers, ...ofGraphs]

/** A change of several things. */
export const changeOfSeveral: Question = question(
  'PATCH of the parent',
  (path) => ({
    method: 'PATCH',
    path: parentOf(path),
    ...json({ ids: [nameOf(path)], items: [{ id: nameOf(path) }] }),
  }),
  ofItems,
)
