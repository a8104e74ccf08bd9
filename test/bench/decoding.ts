/**
 * Decoding what comes from outside, beside `JSON.parse` of the same text.
 */
import * as Codec from 'glomar/codec'
import { guardedRoute } from './facts.js'
import type { Group } from './harness.js'
import { subject } from './Subject.js'

const inputs = <A>(make: (i: number) => A): ReadonlyArray<A> => Array.from({ length: 256 }, (_, i) => make(i))

const requests = inputs((i) => JSON.stringify({ ...guardedRoute, target: `/calls/${String(i)}`, correlationId: `c-${String(i)}` }))
const policies = inputs((i) =>
  JSON.stringify({ types: { call: { existence: 'known' }, user: {} }, service: { realm: `api-${String(i)}` } }),
)

const beside = (title: string, texts: ReadonlyArray<string>, decode: (u: unknown) => { readonly _tag: string }): Group => {
  const documents = texts.map((text): unknown => JSON.parse(text))
  if (!documents.every((document) => decode(document)._tag === 'Right')) throw new Error(`${title}: does not decode`)
  return {
    title,
    subjects: [subject('JSON.parse', texts, (text) => JSON.parse(text) as unknown), subject('decode', documents, decode)],
  }
}

export const groups: ReadonlyArray<Group> = [
  beside('Codecs: a request', requests, (u) => Codec.Request.decode(u)),
  beside('Codecs: a policy of two types', policies, (u) => Codec.Policy.decode(u)),
]
