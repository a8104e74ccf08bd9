/** A 404 proposes anybody's ids like the one asked: GET /documents/ID less its last letter. */
import { careful, idIn, json, mayRead, signedIn, type Handler } from './careful.js'

/** The longer id is the shorter with one or two letters more at its end. */
const alike = (asked: string, id: string): boolean =>
  id !== asked && id.startsWith(asked) && id.length - asked.length <= 2

const build =
  (ofAnybody: boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const response = await careful(world, request, caller)
      const asked = idIn(request.url)
      if (asked === undefined || request.method !== 'GET' || response.status !== 404)
        return response
      const didYouMean = [...world.documents.values()]
        .filter((doc) => alike(asked, doc.id) && (ofAnybody || mayRead(doc, caller)))
        .map((doc) => doc.id)
        .sort()
      return json(404, { error: 'not found', didYouMean })
    })

export const handler = build(true)
export const mended = build(false)
