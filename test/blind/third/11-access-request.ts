/** Whoever may not read a document may ask its owner for access. */
import { careful, empty, idIn, json, notFound, readable, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'
import type { World } from '../World.js'

type Known = (world: World, id: string) => boolean

const application =
  (known: Known): Handler =>
  (world) => {
    const waiting = new Map<string, ReadonlySet<string>>()
    return signedIn(async (request, caller) => {
      const id = idIn(request.url, 'access-requests')
      if (id === undefined) return careful(world, request, caller)
      if (request.method !== 'POST') return empty(405, { allow: 'POST' })
      if (!known(world, id)) return notFound()
      if (readable(world, id, caller) !== undefined)
        return json(409, { error: 'you have access already' })
      waiting.set(id, new Set([...(waiting.get(id) ?? []), caller]))
      return json(202, { document: id, status: 'pending' })
    })
  }

export const leaky = application((world, id) => world.documents.has(id))

/** A request for a document that is not there waits too, and nobody ever grants it. */
export const mended = application(() => true)
