/**
 * Questions in GraphQL.
 */
import { bytesOf } from '../../observe/Observation.js'
import type { Question } from '../Probe.js'
import { kindOf, nameOf } from './places.js'
import { json, question } from './request.js'

const mend =
  'a resolver answers hidden and missing in two ways: let both be null, with the same errors'

const graphql = (name: string, body: (kind: string, id: string) => object): Question =>
  question(
    name,
    (path) => ({ method: 'POST', path: '/graphql', ...json(body(kindOf(path), nameOf(path))) }),
    mend,
  )

const capital = (kind: string): string => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`

/** The id of a node as Relay makes it. */
const globalId = (kind: string, id: string): string => btoa(bytesOf(`${capital(kind)}:${id}`))

/** A query with the id in it, and what a field is given. */
const asked = (
  name: string,
  field: (kind: string, id: string) => string,
  operation = '',
): Question =>
  graphql(`POST /graphql ${name}`, (kind, id) => ({
    query: `${operation}{ ${field(kind, JSON.stringify(id))} }`,
  }))

/** Queries. */
export const graphs: ReadonlyArray<Question> = [
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
  asked('for a node by its plain id', (_, id) => `node(id: ${id}) { id __typename }`),
  asked('for nodes', (_, id) => `nodes(ids: [${id}]) { id }`),
  asked('for a list by ids', (kind, id) => `${kind}s(ids: [${id}]) { id }`),
  asked('for a filter', (kind, id) => `${kind}s(filter: { id: ${id} }) { totalCount }`),
  asked('for a condition', (kind, id) => `${kind}s(where: { id: { _eq: ${id} } }) { id }`),
  asked('for a cursor', (kind, id) => `${kind}s(first: 1, after: ${id}) { totalCount }`),
  asked('for a search', (_, id) => `search(query: ${id}) { totalCount }`),
  asked('for a slug', (kind, id) => `${kind}BySlug(slug: ${id}) { id }`),
  asked('for its existence', (kind, id) => `${kind}Exists(id: ${id})`),
  graphql('POST /graphql for a list', (kind, id) => ({
    query: `query ($ids: [ID!]!) { ${kind}s(ids: $ids) { id } }`,
    variables: { ids: [id] },
  })),
  graphql('POST /graphql by the name of the operation', (kind, id) => ({
    operationName: capital(kind),
    query: `query ${capital(kind)}($id: ID!) { ${kind}(id: $id) { id title } }`,
    variables: { id },
  })),
  graphql('POST /graphql for several', (kind, id) => [
    { query: `query ($id: ID!) { ${kind}(id: $id) { id } }`, variables: { id } },
  ]),
  graphql('POST /graphql for a mutation', (kind, id) => ({
    query: `mutation ($id: ID!) { delete${capital(kind)}(id: $id) { id } }`,
    variables: { id },
  })),
  ...['update', 'share', 'archive', 'star'].map((verb) =>
    asked(
      `to ${verb}`,
      (kind, id) => `${verb}${capital(kind)}(id: ${id}, title: "x") { id }`,
      'mutation ',
    ),
  ),
  asked(
    'to comment',
    (kind, id) => `addComment(input: { ${kind}Id: ${id}, text: "x" }) { id }`,
    'mutation ',
  ),
]

/** A query that stands in the address. */
export const graphInAddress: Question = question(
  'GET /graphql',
  (path) => ({
    method: 'GET',
    path: `/graphql?query=${encodeURIComponent(`{ ${kindOf(path)}(id: ${JSON.stringify(nameOf(path))}) { id } }`)}`,
  }),
  mend,
)
