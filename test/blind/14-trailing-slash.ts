/** Like a static file server, it tidies the addresses of what is there: GET /documents/ID/. */
import { careful, empty, idIn, readable, signedIn, type Handler } from './careful.js'
import type { World } from './World.js'

const build =
  (there: (world: World, id: string, caller: string) => boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url, '')
      if (id !== undefined && there(world, id, caller)) {
        const { pathname, search } = new URL(request.url)
        return empty(308, { location: pathname.replace(/\/$/, '') + search })
      }
      return careful(world, request, caller)
    })

export const handler = build((world, id) => world.documents.has(id))
export const mended = build((world, id, caller) => readable(world, id, caller) !== undefined)
