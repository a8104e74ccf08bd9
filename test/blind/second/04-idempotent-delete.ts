/** A DELETE of what is already gone is a success, so that clients may repeat it. */
import type { World } from '../World.js'
import { careful, empty, idIn, readable, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

type Gone = (world: World, id: string, caller: string) => boolean

const application =
  (gone: Gone): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      if (request.method === 'DELETE' && id !== undefined && gone(world, id, caller))
        return empty(204)
      return careful(world, request, caller)
    })

export const leaky = application((world, id) => !world.documents.has(id))
/** What the caller may not read is as gone as what is not there. */
export const mended = application((world, id, caller) => readable(world, id, caller) === undefined)
