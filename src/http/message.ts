/**
 * What is sent, whatever sends it: the status, the reason phrase, the header fields and the body.
 */
import { tellAll, type Fault } from '../domain/Fault.js'
import type { Refusal, Unavailable } from '../domain/Verdict.js'
import { ownOf } from '../lib/read.js'
import { isNeverOnADenial } from '../wire/neverOnADenial.js'
import { phrases } from '../wire/phrases.js'
import { render, type Rendered, type Renderer } from '../wire/render.js'
import { varyOf } from '../wire/vary.js'

/** What a sender takes. `Rendered` is sent as it is. */
export type Sendable = Refusal | Unavailable | Rendered

/** What a sender may be given beside the refusal. */
export type Options<Q> = {
  /** Default: problem+json. */
  readonly renderer?: Renderer<Q> | undefined
  /** Called with each fault of the rendering. What it throws is ignored: the answer is sent. */
  readonly onFault?: ((fault: Fault) => void) | undefined
} & (undefined extends Q ? { readonly request?: Q } : { readonly request: Q })

export interface Message {
  readonly status: number
  /** Empty where the platform has a phrase of its own for the status, or none. */
  readonly reason: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const tags: ReadonlyArray<unknown> = [
  'Unauthenticated',
  'Forbidden',
  'NotFound',
  'Unavailable',
  'Rendered',
]

/**
 * The refusal as it is sent.
 *
 * @throws TypeError for anything else: a promise or an `Ok` would be sent as a success without a body.
 */
export const message = <Q>(refusal: Sendable, options: Options<Q> | undefined): Message => {
  const tag = (refusal as { readonly _tag?: unknown } | null | undefined)?._tag
  if (!tags.includes(tag)) {
    const got =
      typeof tag === 'string' ? `${tag}, which the handler answers` : 'another value (await it?)'
    throw new TypeError(`expected a refusal, unavailable or what render gives, got ${got}`)
  }
  const { status, headers, body, faults } =
    refusal._tag === 'Rendered' ? refusal : render(refusal, options?.renderer, options?.request)
  tellAll(options?.onFault, faults)
  return { status, reason: (phrases as Record<number, string>)[status] ?? '', headers, body }
}

/** The header fields that were set before the refusal, wherever the host keeps them. */
export interface SetBefore {
  /** The names of all of them. */
  getHeaderNames(): ReadonlyArray<string>
  /** The value of one of them. */
  getHeader(name: string): number | string | ReadonlyArray<string> | undefined
  /** Removes one of them. */
  removeHeader(name: string): void
}

/**
 * The header fields of the refusal, to be set over those that were set before. What is never on a
 * denial is removed. So is what is set anew, because a field that is replaced keeps its place among
 * the others, and its place would tell that it was there. `Vary` is extended.
 */
export const fieldsOver = (
  before: SetBefore,
  { headers, body }: Message,
): Readonly<Record<string, string>> => {
  const names = before.getHeaderNames()
  const is = (field: string) => (name: string) => name.toLowerCase() === field
  const varied = names.filter(is('vary')).flatMap((name) => before.getHeader(name) ?? [])
  const vary = varyOf([...varied.map(String), ownOf(headers)['vary'] ?? ''])
  const fields = { ...headers, ...(vary !== '' && { vary }), 'content-length': lengthOf(body) }
  for (const name of names)
    if (isNeverOnADenial(name) || Object.hasOwn(fields, name.toLowerCase()))
      before.removeHeader(name)
  return fields
}

/** The length of a body in bytes. Servers would say it of a GET alone, or send a GET in chunks. */
const lengthOf = (body: string): string => String(new TextEncoder().encode(body).byteLength)
