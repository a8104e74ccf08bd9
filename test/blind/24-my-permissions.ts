/** Everybody may ask what he may do, and is told "nothing": GET /documents/ID/permissions. */
import { careful, idIn, json, mayRead, notFound, signedIn, type Handler } from './careful.js'

const build =
  (toldNothing: boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url, 'permissions')
      if (id === undefined || request.method !== 'GET') return careful(world, request, caller)
      const doc = world.documents.get(id)
      if (doc === undefined) return notFound()
      const read = mayRead(doc, caller)
      if (!read && !toldNothing) return notFound()
      // The user interface greys its buttons out by this
      const write = doc.owner === caller
      return json(200, { read, write, delete: write, share: write })
    })

export const handler = build(true)
export const mended = build(false)
