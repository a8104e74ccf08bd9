/**
 * Refusals in the words of this application. A renderer sees the refusal and what the request
 * carried. It never sees the resource, so hidden and missing calls render alike.
 */
import type { Renderer, Rendering } from 'glomar'

/** What a request carried, as far as a renderer may repeat it. */
export interface Sent {
  readonly path: string
  readonly correlationId: string | undefined
}

/** Repeats the correlation id of the request, so that a caller can name it when they complain. */
export const correlated: Renderer<Sent> = ({ body }, sent) => withId(body, sent)

const grammar = /^[\w-]{1,64}$/

const withId = (body: object, { correlationId }: Sent): Rendering => {
  // it came from outside
  const repeated = correlationId !== undefined && grammar.test(correlationId)
  const whole = { ...body, ...(repeated && { correlation_id: correlationId }) }
  return { body: JSON.stringify(whole) }
}

const requestable = /^\/calls\/[^/]+$|^\/users\/[^/]+\/calls$/

/**
 * Says on every concealing answer about calls where to ask for access. The link is made of the path
 * that was asked for, so it tells nothing: it stands on the answer about a missing call, too.
 */
export const linkToAsk: Renderer<Sent> = ({ code, body }, sent) => {
  const asks = code === 'not-found' && requestable.test(sent.path)
  const link = `/access-requests?for=${encodeURIComponent(sent.path)}`
  return withId({ ...body, ...(asks && { request_access: link }) }, sent)
}
