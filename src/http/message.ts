/**
 * What is sent, whatever sends it: the reason phrase, every header field, and the text of the body.
 */
import type { Headers, Refusal } from '../domain/Verdict.js'
import type { Outage } from '../wire/outage.js'
import { phrases } from '../wire/phrases.js'

export interface Message {
  readonly status: keyof typeof phrases
  readonly reason: string
  readonly headers: Headers & { readonly 'content-length': string }
  /** None in the answer to a HEAD, whose header fields are those of a GET (RFC 9110 §9.3.2). */
  readonly body: string | undefined
}

/** @throws TypeError of anything else: from JavaScript, an `Ok` or a promise would be sent as a success without a body. */
export const refused = <A extends Refusal | Outage>(u: A): A => {
  if (Object.hasOwn(phrases, u.status)) return u
  const got = (u as { readonly _tag?: unknown })._tag
  throw new TypeError(
    `expected a refusal or an outage, got ${typeof got === 'string' ? `${got}, which is the handler's to answer` : 'something else (is an await missing?)'}`,
  )
}

export const message = (refusal: Refusal | Outage, method: string | undefined): Message => {
  const { status, headers, body } = refused(refusal)
  const text = JSON.stringify(body)
  // Said here, or servers would say it of a GET alone, or send a GET in chunks.
  const length = String(new TextEncoder().encode(text).byteLength)
  return { status, reason: phrases[status], headers: { ...headers, 'content-length': length }, body: method === 'HEAD' ? undefined : text }
}
