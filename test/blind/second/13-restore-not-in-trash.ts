/** A deleted document goes to the trash, and its owner may take it out again. */
import type { Doc, World } from '../World.js'
import { careful, empty, idIn, json, notFound, readable, signedIn, view } from '../careful.js'
import type { Handler } from '../careful.js'

type Find = (world: World, id: string, caller: string) => Doc | undefined

const application =
  (find: Find): Handler =>
  (world) => {
    const trash = new Map<string, Doc>()
    return signedIn(async (request, caller) => {
      const deleted = request.method === 'DELETE' ? idIn(request.url) : undefined
      if (deleted !== undefined) {
        const doc = readable(world, deleted, caller)
        if (doc?.owner === caller) trash.set(deleted, doc)
        return careful(world, request, caller)
      }
      const id = idIn(request.url, 'restore')
      if (id === undefined) return careful(world, request, caller)
      if (request.method !== 'POST') return empty(405, { allow: 'POST' })
      if (find(world, id, caller) !== undefined)
        return json(409, { error: 'the document is not in the trash' })
      const old = trash.get(id)
      if (old?.owner !== caller) return notFound()
      trash.delete(id)
      world.documents.set(id, old)
      return json(200, view(old))
    })
  }

export const leaky = application((world, id) => world.documents.get(id))
export const mended = application(readable)
