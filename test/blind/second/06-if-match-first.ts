/** A middleware for lost updates compares If-Match before the handler asks who is calling. */
import type { Doc, World } from '../World.js'
import { careful, etagOf, idIn, json, notFound, readable, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

type Find = (world: World, id: string, caller: string) => Doc | undefined

const matches = (condition: string, doc: Doc): boolean =>
  condition.trim() === '*' ||
  condition
    .split(',')
    .map((tag) => tag.trim())
    .includes(etagOf(doc))

const application =
  (find: Find): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      const condition = request.headers.get('if-match')
      const writes = ['PUT', 'PATCH', 'DELETE'].includes(request.method)
      if (!writes || id === undefined || condition === null) return careful(world, request, caller)
      const doc = find(world, id, caller)
      if (doc === undefined) return notFound()
      if (!matches(condition, doc))
        return json(412, { error: 'the document has changed since you read it' })
      return careful(world, request, caller)
    })

export const leaky = application((world, id) => world.documents.get(id))
export const mended = application(readable)
