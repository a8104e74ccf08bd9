/**
 * The recipe for NestJS on Fastify in docs/servers.md.
 */
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { send, type Sendable } from 'glomar/http/node'

export class Refused extends Error {
  readonly refusal: Sendable
  constructor(refusal: Sendable) {
    super(refusal.code)
    this.refusal = refusal
  }
}

export class RefusedFilter implements ExceptionFilter<Refused> {
  catch({ refusal }: Refused, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    reply.hijack()
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value)
    send(refusal, reply.raw)
  }
}

// as `@Catch(Refused)` above the class does
Catch(Refused)(RefusedFilter)
