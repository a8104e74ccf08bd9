/**
 * The applications of docs/frameworks.md: by the recipe, and with one mistake each.
 */
import { createServer, type Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { NotFoundException, type ExecutionContext } from '@nestjs/common'
import { initTRPC, TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { createGraphQLError, createSchema, createYoga } from 'graphql-yoga'
import type { Documents } from './documents.js'
import { path, type Application } from './matrix.js'
import { nestOnExpress, nestOnFastify, type Guards } from './nestApplication.js'
import { nextHandlers } from './next.js'
import type { Planted } from './planted.js'
import { trpcServer } from './trpc.js'
import { yogaServer } from './yoga.js'

export interface Framework {
  readonly application: Application
  /** Where the document is. */
  readonly at: string
}

const ofTrpc = '/trpc/document?input=%22emmas-document%22'
const query = '{document(id:"emmas-document"){title}}'
const ofYoga = `/graphql?query=${encodeURIComponent(query)}`

type Handlers = ReturnType<typeof nextHandlers>

/** The handlers alone, as Next.js calls them. `npm run test:frameworks` asks Next.js itself. */
const viaNext =
  (handlers: (documents: Documents) => Handlers): Application =>
  (documents) => {
    const { GET, PUT } = handlers(documents)
    const byMethod = new Map(Object.entries({ GET, HEAD: GET, PUT }))
    const fetch = (request: Request): Response | Promise<Response> => {
      const [, id] = /\/documents\/([^/?]+)/.exec(request.url) ?? []
      const handler = byMethod.get(request.method)
      if (id === undefined) return new Response(null, { status: 404 })
      return handler?.(request, { params: Promise.resolve({ id }) }) ?? notAllowed()
    }
    return createAdaptorServer({ fetch }) as Server
  }

const notAllowed = (): Response =>
  new Response(null, { status: 405, headers: { allow: 'GET, HEAD, PUT' } })

export const frameworks: Readonly<Record<string, Framework>> = {
  'NestJS on Express': { application: nestOnExpress(), at: path },
  'NestJS on Fastify': { application: nestOnFastify(), at: path },
  'Next.js': { application: viaNext(nextHandlers), at: path },
  tRPC: { application: trpcServer, at: ofTrpc },
  'GraphQL Yoga': { application: yogaServer, at: ofYoga },
}

// ------------------------------------------------------------------ with a mistake

const owns = (documents: Documents, id: string, authorization: string | null | undefined) =>
  `Bearer ${documents.get(id)?.owner ?? ''}` === authorization

const returningFalse = (documents: Documents): Guards => {
  const guard = {
    canActivate: (context: ExecutionContext) => {
      const { params, headers } = context.switchToHttp().getRequest<{
        readonly params: { readonly id: string }
        readonly headers: { readonly authorization?: string }
      }>()
      if (!documents.has(params.id)) throw new NotFoundException()
      return owns(documents, params.id, headers.authorization)
    },
  }
  return { read: guard, change: guard }
}

const t = initTRPC.context<{ readonly authorization: string | null }>().create({ isDev: true })

const trpcInDevelopment: Application = (documents) => {
  const router = t.router({
    document: t.procedure.input(String).query(({ ctx, input }) => {
      if (!documents.has(input)) throw new TRPCError({ code: 'NOT_FOUND' })
      if (owns(documents, input, ctx.authorization)) return documents.get(input)
      throw new TRPCError({ code: 'NOT_FOUND' })
    }),
  })
  const fetch = (req: Request): Promise<Response> =>
    fetchRequestHandler({
      endpoint: '/trpc',
      req,
      router,
      createContext: () => ({ authorization: req.headers.get('authorization') }),
    })
  return createAdaptorServer({ fetch }) as Server
}

const yogaWithNull: Application = (documents) => {
  const schema = createSchema({
    typeDefs: 'type Query { document(id: ID!): Document } type Document { title: String! }',
    resolvers: {
      Query: {
        document: (_: unknown, { id }: { id: string }, { request }: { request: Request }) => {
          if (!documents.has(id)) return null
          if (owns(documents, id, request.headers.get('authorization'))) return documents.get(id)
          throw createGraphQLError('Forbidden')
        },
      },
    },
  })
  const yoga = createYoga({ schema })
  return createServer(yoga)
}

const nextWithPrecondition: Application = viaNext((documents) => {
  const { GET, PUT } = nextHandlers(documents)
  return {
    PUT,
    GET: async (request, context) => {
      const { id } = await context.params
      const isAsked = request.headers.has('if-none-match')
      if (documents.has(id) && isAsked) return new Response(null, { status: 304 })
      return GET(request, context)
    },
  }
})

export const plantedInFrameworks: ReadonlyArray<Planted & Pick<Framework, 'at'>> = [
  {
    framework: 'NestJS on Express',
    mistake: 'a guard that returns false, which is a 403',
    application: nestOnExpress(returningFalse),
    at: path,
    request: 'PUT of a title',
    tells: 'status',
  },
  {
    framework: 'NestJS on Fastify',
    mistake: 'a guard that returns false, which is a 403',
    application: nestOnFastify(returningFalse),
    at: path,
    request: 'PUT of a title',
    tells: 'status',
  },
  {
    framework: 'Next.js',
    mistake: 'a precondition before the permission',
    application: nextWithPrecondition,
    at: path,
    request: 'GET with if-none-match: *',
    tells: 'status',
  },
  {
    framework: 'tRPC',
    mistake: 'one error from two places, and the stack of development',
    application: trpcInDevelopment,
    at: ofTrpc,
    request: 'GET',
    tells: 'body',
  },
  {
    framework: 'GraphQL Yoga',
    mistake: 'null for what is missing, and an error for what is hidden',
    application: yogaWithNull,
    at: ofYoga,
    request: 'GET',
    tells: 'body',
  },
]
