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

export const message = ({ status, headers, body }: Refusal | Outage, method: string | undefined): Message => {
  const text = JSON.stringify(body)
  // Said here, or servers would say it of a GET alone, or send a GET in chunks.
  const length = String(new TextEncoder().encode(text).byteLength)
  return { status, reason: phrases[status], headers: { ...headers, 'content-length': length }, body: method === 'HEAD' ? undefined : text }
}
