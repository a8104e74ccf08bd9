/**
 * The recipe for GraphQL Yoga in docs/frameworks.md.
 */
import { createServer, type Server } from 'node:http'
import { createGraphQLError, createSchema, createYoga, type Plugin } from 'graphql-yoga'
import { decide, decideBeforeLookup, Route, type Refusal } from 'glomar'
import { toResponse } from 'glomar/http/fetch'
import { graphQl } from 'glomar/renderers'
import { authnOf, facts, policy, readDocument, type Documents } from './documents.js'

/** The error of a field. What is missing, and where to ask, is in `extensions`. */
const graphQlError = ({ code, body }: Refusal): Error => {
  // Yoga reads `http`, and sends the rest
  const http = { headers: { 'cache-control': 'no-store' } }
  return createGraphQLError(body.title, { extensions: { ...body, code, http } })
}

const tokenOf = ({ headers }: Request) => headers.get('authorization') ?? undefined

const anyQuery = Route.of({
  method: 'POST',
  resource: 'document',
  requires: { authenticated: true },
})

/** What no field can change is the whole answer: a 401 with its challenge. */
const beforeAll: Plugin = {
  onRequest: (asked) => {
    const { request } = asked
    const refusal = decideBeforeLookup(anyQuery, authnOf(tokenOf(request)), policy)
    if (refusal)
      asked.endResponse(toResponse(refusal, request.method, { renderer: graphQl(), request }))
  },
}

export const yogaServer = (documents: Documents): Server => {
  const schema = createSchema({
    typeDefs: 'type Query { document(id: ID!): Document } type Document { title: String! }',
    resolvers: {
      Query: {
        document: (_: unknown, { id }: { id: string }, { request }: { request: Request }) => {
          const document = documents.get(id)
          const verdict = decide(readDocument, ...facts(tokenOf(request), document), policy)
          if (verdict._tag !== 'Ok') throw graphQlError(verdict)
          return document
        },
      },
    },
  })
  const yoga = createYoga({ schema, plugins: [beforeAll] })
  return createServer(yoga)
}
