/** A dry run changes nothing, so it asks for no permission: DELETE /documents/ID?dryRun=true. */
import { careful, idIn, json, query, signedIn, type Handler } from './careful.js'

const build =
  (anybody: boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      if (request.method !== 'DELETE' || id === undefined || query(request, 'dryRun') !== 'true')
        return careful(world, request, caller)
      const doc = world.documents.get(id)
      const hit = doc !== undefined && (anybody || doc.owner === caller)
      return json(200, { dryRun: true, wouldDelete: hit ? 1 : 0 })
    })

export const handler = build(true)
export const mended = build(false)
