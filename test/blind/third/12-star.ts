/** Stars: a caller marks documents, to find them again. */
import { careful, empty, idIn, notFound, readable, signedIn, type Handler } from '../careful.js'
import type { World } from '../World.js'

type Allowed = (world: World, id: string, caller: string) => boolean

const application =
  (allowed: Allowed): Handler =>
  (world) => {
    const stars = new Set<string>()
    return signedIn(async (request, caller) => {
      const id = idIn(request.url, 'star')
      if (id === undefined) return careful(world, request, caller)
      const star = `${caller} ${id}`
      if (request.method === 'DELETE') {
        stars.delete(star)
        return empty(204)
      }
      if (request.method !== 'PUT') return empty(405, { allow: 'PUT, DELETE' })
      if (!allowed(world, id, caller)) return notFound()
      stars.add(star)
      return empty(204)
    })
  }

export const leaky = application((world, id) => world.documents.has(id))

export const mended = application((world, id, caller) => readable(world, id, caller) !== undefined)
