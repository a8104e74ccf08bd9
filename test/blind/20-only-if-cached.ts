/** A warm cache before the guard: GET /documents/ID with `Cache-Control: only-if-cached`. */
import { careful, idIn, json, readable, signedIn, type Handler } from './careful.js'
import type { World } from './World.js'

const build =
  (hit: (world: World, id: string, caller: string) => boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const wish = request.headers.get('cache-control') ?? ''
      const id = idIn(request.url)
      const reading = request.method === 'GET' || request.method === 'HEAD'
      if (id !== undefined && reading && /\bonly-if-cached\b/i.test(wish)) {
        if (!hit(world, id, caller)) return json(504, { error: 'not in the cache' })
      }
      return careful(world, request, caller)
    })

// All documents are put into the cache at the start, so what is stored is cached
export const handler = build((world, id) => world.documents.has(id))
export const mended = build((world, id, caller) => readable(world, id, caller) !== undefined)
