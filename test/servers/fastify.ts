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
import type { Refusal } from 'glomar'
import { send } from 'glomar/http/node'
import { change, facts, hear, isStale, type Call, type Calls } from './calls.js'

export const fastifyServer = async (calls: Calls): Promise<Server> => {
  const app = fastify({ genReqId: () => randomUUID() })
  await app.register(fastifyCompress)
  await app.register(fastifyEtag)
  await app.register(fastifyHelmet)
  await app.register(fastifyCors)
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })

  // past the hooks that look at what is sent, with the header fields that those before have set
  const refuse = (refusal: Refusal, reply: FastifyReply): void => {
    reply.hijack()
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value)
    send(refusal, reply.raw)
  }

  app.get<{ Params: { id: string } }>('/calls/:id', (request, reply) => {
    const call = calls.get(request.params.id)
    const verdict = hear(...facts(request.headers.authorization, call), { correlationId: request.id })
    if (verdict._tag !== 'Ok') return refuse(verdict, reply)
    const { title, etag, modified } = call as Call
    void reply.headers({ etag, 'last-modified': modified }).send({ title })
  })
  const body = { type: 'object', required: ['title'], properties: { title: { type: 'string' } } }
  app.put<{ Params: { id: string } }>('/calls/:id', { schema: { body } }, (request, reply) => {
    const call = calls.get(request.params.id)
    const verdict = change(...facts(request.headers.authorization, call), { correlationId: request.id })
    if (verdict._tag !== 'Ok') return refuse(verdict, reply)
    void reply.code(isStale(request.headers['if-match'], call as Call) ? 412 : 204).send()
  })
  await app.ready()
  return app.server
}
