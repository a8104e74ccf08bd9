/**
 * Bytes that a policy keeps for each of its types, beside the parsed document that it was made of: printed as JSON.
 */
import { Policy } from 'glomar'
import * as Codec from 'glomar/codec'
import { typesOf } from './policies.js'

const types = 100_000
const text = JSON.stringify({ types: typesOf(types) })

const used = (): number => {
  gc?.()
  gc?.()
  return process.memoryUsage().heapUsed
}

const kept: Array<unknown> = []
const keeping = (make: () => unknown): number => {
  const before = used()
  kept.push(make())
  return Math.round((used() - before) / types)
}

const parse = (): { readonly types: ReturnType<typeof typesOf> } => JSON.parse(text) as ReturnType<typeof parse>
const first = parse()
kept.push(first)

// the names are those of the document that is there already
const bytes = {
  'JSON.parse': keeping(parse),
  'Policy.of': keeping(() => Policy.of(first.types)),
  decode: keeping(() => Codec.Policy.decode(first)),
}
if (kept.length !== 4) throw new Error('not all were kept')
console.log(JSON.stringify(bytes))
