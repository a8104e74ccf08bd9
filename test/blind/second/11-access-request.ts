/** Whoever has a link may ask the owner for access. */
import type { World } from '../World.js'
import { careful, empty, idIn, json, notFound, readable, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

type Accepts = (world: World, id: string) => boolean

const application =
  (accepts: Accepts): Handler =>
  (world) => {
    const waiting = new Map<string, ReadonlySet<string>>()
    return signedIn(async (request, caller) => {
      const id = idIn(request.url, 'access-requests')
      if (id === undefined) return careful(world, request, caller)
      const doc = readable(world, id, caller)
      if (request.method === 'GET' || request.method === 'HEAD')
        return doc?.owner === caller
          ? json(200, { people: [...(waiting.get(id) ?? [])] })
          : notFound()
      if (request.method !== 'POST') return empty(405, { allow: 'GET, HEAD, POST' })
      if (doc !== undefined) return json(409, { error: 'you have access already' })
      if (!accepts(world, id)) return notFound()
      waiting.set(id, new Set([...(waiting.get(id) ?? []), caller]))
      return json(202, { status: 'the owner will see your question' })
    })
  }

export const leaky = application((world, id) => world.documents.has(id))
/** A question about an id that is not there is taken too; no owner will ever see it. */
export const mended = application(() => true)
