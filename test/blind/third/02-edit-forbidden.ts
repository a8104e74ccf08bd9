/** Editing a document: only the owner may, and everyone else hears so. */
import { careful, idIn, json, notFound, readable, signedIn, type Handler } from '../careful.js'
import type { Doc, World } from '../World.js'

type Find = (world: World, id: string, caller: string) => Doc | undefined

const application =
  (find: Find): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      if (request.method !== 'PATCH' || id === undefined) return careful(world, request, caller)
      const doc = find(world, id, caller)
      if (doc === undefined) return notFound()
      if (doc.owner !== caller)
        return json(403, { error: 'forbidden', message: 'Only the owner may edit a document.' })
      return careful(world, request, caller)
    })

export const leaky = application((world, id) => world.documents.get(id))

export const mended = application(readable)
