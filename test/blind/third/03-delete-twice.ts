/** Deleting is idempotent here: a document that is gone already answers 204 again. */
import { careful, empty, idIn, json, readable, signedIn, type Handler } from '../careful.js'
import type { Doc, World } from '../World.js'

type Find = (world: World, id: string, caller: string) => Doc | undefined

const application =
  (find: Find): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      if (request.method !== 'DELETE' || id === undefined) return careful(world, request, caller)
      const doc = find(world, id, caller)
      if (doc === undefined) return empty(204)
      if (doc.owner !== caller) return json(403, { error: 'only the owner may delete' })
      world.documents.delete(id)
      return empty(204)
    })

export const leaky = application((world, id) => world.documents.get(id))

export const mended = application(readable)
