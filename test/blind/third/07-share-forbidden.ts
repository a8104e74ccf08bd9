/** Sharing a document: the owner adds a reader. */
import { careful, empty, fieldsOf, idIn, json, notFound, readable } from '../careful.js'
import { signedIn, type Handler } from '../careful.js'
import type { Doc, World } from '../World.js'

type Find = (world: World, id: string, caller: string) => Doc | undefined

const application =
  (find: Find): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url, 'shares')
      if (id === undefined) return careful(world, request, caller)
      if (request.method !== 'POST') return empty(405, { allow: 'POST' })
      const doc = find(world, id, caller)
      if (doc === undefined) return notFound()
      if (doc.owner !== caller)
        return json(403, { error: 'you must own a document before you share it' })
      const { user } = await fieldsOf(request)
      if (typeof user !== 'string') return json(422, { error: 'user is missing' })
      world.documents.set(id, { ...doc, readers: [...new Set([...doc.readers, user])] })
      return json(201, { document: id, user, role: 'reader' })
    })

export const leaky = application((world, id) => world.documents.get(id))

export const mended = application(readable)
