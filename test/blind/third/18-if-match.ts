/** Writes are guarded against lost updates: If-Match must name the present version. */
import { careful, etagOf, idIn, json, readable, signedIn, type Handler } from '../careful.js'
import type { Doc, World } from '../World.js'

type Find = (world: World, id: string, caller: string) => Doc | undefined

const matches = (header: string, doc: Doc): boolean =>
  header
    .split(',')
    .map((tag) => tag.trim())
    .some((tag) => tag === '*' || tag === etagOf(doc))

const application =
  (find: Find): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      const header = request.headers.get('if-match')
      const writes = ['PUT', 'PATCH', 'DELETE'].includes(request.method)
      const doc = id === undefined || !writes ? undefined : find(world, id, caller)
      if (doc !== undefined && header !== null && !matches(header, doc))
        return json(412, { error: 'the document has changed since you read it' })
      return careful(world, request, caller)
    })

export const leaky = application((world, id) => world.documents.get(id))

export const mended = application(readable)
