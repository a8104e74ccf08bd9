/**
 * The recipe for NestJS in docs/frameworks.md.
 */
import {
  Catch,
  type ArgumentsHost,
  type CanActivate,
  type ExceptionFilter,
  type ExecutionContext,
} from '@nestjs/common'
import { decide, type Route } from 'glomar'
import { send, type NodeResponse } from 'glomar/http/node'
import { facts, policy, type Documents } from './documents.js'
import { Refused } from './nest.js'

interface Incoming {
  readonly params: { readonly id: string }
  readonly headers: { readonly authorization?: string }
}

/** For `@UseGuards(mayAct(documents, readDocument))`. */
export const mayAct = (
  documents: Documents,
  route: Route.Route<'document', string, 'item', 'present'>,
): CanActivate => ({
  canActivate: (context: ExecutionContext) => {
    const { params, headers } = context.switchToHttp().getRequest<Incoming>()
    const document = documents.get(params.id)
    const verdict = decide(route, ...facts(headers.authorization, document), policy)
    if (verdict._tag !== 'Ok') throw new Refused(verdict)
    return true
  },
})

/** On Express. On Fastify, it is the filter of docs/servers.md. */
export class RefusedOnExpress implements ExceptionFilter<Refused> {
  catch({ refusal }: Refused, host: ArgumentsHost): void {
    send(refusal, host.switchToHttp().getResponse<NodeResponse>())
  }
}

// as `@Catch(Refused)` above the class does
Catch(Refused)(RefusedOnExpress)
