/**
 * The recipe for Fastify 5 in docs/servers.md.
 */
import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import fastifyCompress from '@fastify/compress'
import fastifyCors from '@fastify/cors'
import fastifyEtag from '@fastify/etag'
import fastifyHelmet from '@fastify/helmet'
import fastify, { type FastifyReply } from 'fastify'
import { decide, type Refusal } from 'glomar'
import { send } from 'glomar/http/node'
import {
  changeDocument,
  facts,
  isStale,
  policy,
  readDocument,
  type Document,
  type Documents,
} from './documents.js'

export const fastifyServer = async (documents: Documents): Promise<Server> => {
  const app = fastify({ genReqId: () => randomUUID() })
  await app.register(fastifyCompress)
  await app.register(fastifyEtag)
  await app.register(fastifyHelmet)
  await app.register(fastifyCors)
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })

  // past the hooks that look at what is sent, with the header fields that earlier hooks have set
  const refuse = (refusal: Refusal, reply: FastifyReply): void => {
    reply.hijack()
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value)
    send(refusal, reply.raw)
  }

  app.get<{ Params: { id: string } }>('/documents/:id', (request, reply) => {
    const document = documents.get(request.params.id)
    const asked = facts(request.headers.authorization, document)
    const verdict = decide(readDocument, ...asked, policy)
    if (verdict._tag !== 'Ok') return refuse(verdict, reply)
    const { title, etag, modified } = document as Document
    void reply.headers({ etag, 'last-modified': modified }).send({ title })
  })
  const body = { type: 'object', required: ['title'], properties: { title: { type: 'string' } } }
  app.put<{ Params: { id: string } }>('/documents/:id', { schema: { body } }, (request, reply) => {
    const document = documents.get(request.params.id)
    const asked = facts(request.headers.authorization, document)
    const verdict = decide(changeDocument, ...asked, policy)
    if (verdict._tag !== 'Ok') return refuse(verdict, reply)
    const stale = isStale(request.headers['if-match'], document as Document)
    void reply.code(stale ? 412 : 204).send()
  })
  await app.ready()
  return app.server
}
