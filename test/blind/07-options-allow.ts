/** As WebDAV does, Allow lists what works on this resource just now: OPTIONS /documents/ID. */
import { careful, empty, idIn, readable, signedIn, type Handler } from './careful.js'
import type { World } from './World.js'

const onDocument = 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS'
const onNothing = 'OPTIONS'

const build =
  (mapped: (world: World, id: string, caller: string) => boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      if (request.method !== 'OPTIONS' || id === undefined) return careful(world, request, caller)
      const allow = mapped(world, id, caller) ? onDocument : onNothing
      return empty(204, { dav: '1', 'ms-author-via': 'DAV', allow })
    })

// OPTIONS reads nothing, so it was thought to need no permission
export const handler = build((world, id) => world.documents.has(id))
export const mended = build((world, id, caller) => readable(world, id, caller) !== undefined)
