/**
 * The recipe for tRPC in docs/frameworks.md.
 */
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { initTRPC, TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { decide, type Refusal } from 'glomar'
import { facts, policy, readDocument, type Document, type Documents } from './documents.js'

const trpcCodes = { 401: 'UNAUTHORIZED', 403: 'FORBIDDEN', 404: 'NOT_FOUND' } as const

/** The error of a procedure. It carries the header fields of the refusal. */
export class TrpcRefused extends TRPCError {
  readonly fields: Refusal['headers']
  constructor({ status, headers, body }: Refusal) {
    super({ code: trpcCodes[status], message: body.title })
    this.fields = headers
  }
}

/** The challenge, and `no-store`. The body is tRPC's. */
export const trpcMeta = ({ errors }: { readonly errors: ReadonlyArray<TRPCError> }) => {
  const headers = new Headers({ ...errors.find((error) => error instanceof TrpcRefused)?.fields })
  headers.delete('content-type')
  return { headers }
}

// in development, an error says where it was thrown
const t = initTRPC
  .context<{ readonly authorization: string | undefined }>()
  .create({ isDev: false })

export const trpcRouter = (documents: Documents) =>
  t.router({
    document: t.procedure.input(String).query(({ ctx, input }) => {
      const document = documents.get(input)
      const verdict = decide(readDocument, ...facts(ctx.authorization, document), policy)
      if (verdict._tag !== 'Ok') throw new TrpcRefused(verdict)
      return { title: (document as Document).title }
    }),
  })

export const trpcServer = (documents: Documents): Server => {
  const fetch = (req: Request): Promise<Response> =>
    fetchRequestHandler({
      endpoint: '/trpc',
      req,
      router: trpcRouter(documents),
      createContext: () => ({ authorization: req.headers.get('authorization') ?? undefined }),
      responseMeta: trpcMeta,
    })
  return createAdaptorServer({ fetch }) as Server
}
