/** The history of a document; an error of the program itself is answered with 500. */
import { careful, empty, idIn, json, mayRead, notFound, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'
import type { Doc, World } from '../World.js'

type Load = (world: World, id: string) => Doc | undefined

const versions = ({ owner, version }: Doc): ReadonlyArray<unknown> =>
  Array.from({ length: version }, (_, n) => ({ version: n + 1, author: owner }))

const application =
  (allowed: (doc: Doc | undefined, caller: string) => boolean): Handler =>
  (world) => {
    const load: Load = ({ documents }, id) => documents.get(id)
    const history = (id: string, caller: string): Response => {
      const doc = load(world, id)
      return allowed(doc, caller) && doc !== undefined
        ? json(200, { versions: versions(doc) })
        : notFound()
    }
    return signedIn(async (request, caller) => {
      const id = idIn(request.url, 'history')
      if (id === undefined) return careful(world, request, caller)
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return empty(405, { allow: 'GET, HEAD' })
      try {
        return history(id, caller)
      } catch {
        return json(500, { error: 'internal server error' })
      }
    })
  }

/** Nobody thought of a document that is not there: reading its owner throws. */
export const leaky = application((doc, caller) => mayRead(doc as Doc, caller))

export const mended = application((doc, caller) => doc !== undefined && mayRead(doc, caller))
