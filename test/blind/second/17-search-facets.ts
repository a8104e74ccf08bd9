/** Full text search; the results are those of the caller, and the facets come beside them. */
import type { Doc } from '../World.js'
import { careful, empty, json, mayRead, pathOf, query, signedIn, view } from '../careful.js'
import type { Handler } from '../careful.js'

type Counted = (hits: ReadonlyArray<Doc>, shown: ReadonlyArray<Doc>) => ReadonlyArray<Doc>

const hit = (doc: Doc, words: string): boolean =>
  [doc.id, doc.title, doc.text].some((text) => text.toLowerCase().includes(words.toLowerCase()))

const byLength = (docs: ReadonlyArray<Doc>): Readonly<Record<string, number>> => {
  const short = docs.filter(({ text }) => text.length < 1000).length
  return { short, long: docs.length - short }
}

const application =
  (counted: Counted): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (pathOf(request) !== '/search') return careful(world, request, caller)
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return empty(405, { allow: 'GET, HEAD' })
      const words = query(request, 'q') ?? ''
      if (words === '') return json(400, { error: 'q is missing' })
      const hits = [...world.documents.values()].filter((doc) => hit(doc, words))
      const shown = hits.filter((doc) => mayRead(doc, caller))
      return json(200, {
        results: shown.map(view),
        facets: { length: byLength(counted(hits, shown)) },
      })
    })

export const leaky = application((hits) => hits)
export const mended = application((_hits, shown) => shown)
