/** Preconditions are judged before permissions: PATCH /documents/ID with `If-Match: "0"`. */
import { careful, etagOf, idIn, json, mayRead, signedIn, type Handler } from './careful.js'

const unsafe: ReadonlyArray<string> = ['PUT', 'PATCH', 'DELETE']

const build =
  (readersOnly: boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const wanted = request.headers.get('if-match')
      const doc = world.documents.get(idIn(request.url) ?? '')
      if (wanted !== null && doc !== undefined && unsafe.includes(request.method)) {
        const stale = wanted !== '*' && !wanted.split(/ *, */).includes(etagOf(doc))
        if (stale && (!readersOnly || mayRead(doc, caller)))
          return json(412, { error: 'the document has changed' })
      }
      return careful(world, request, caller)
    })

export const handler = build(false)
export const mended = build(true)
