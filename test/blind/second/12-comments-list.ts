/** The comments under a document, each shown to those who may read it. */
import type { Doc, World } from '../World.js'
import { careful, empty, fieldsOf, idIn, json, mayRead, notFound, readable } from '../careful.js'
import { signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

interface Remark {
  readonly by: string
  readonly text: string
}
type Find = (world: World, id: string, caller: string) => Doc | undefined

const application =
  (find: Find): Handler =>
  (world) => {
    const remarks = new Map<string, ReadonlyArray<Remark>>()
    return signedIn(async (request, caller) => {
      const id = idIn(request.url, 'comments')
      if (id === undefined) return careful(world, request, caller)
      const said = remarks.get(id) ?? []
      if (request.method === 'GET' || request.method === 'HEAD') {
        const doc = find(world, id, caller)
        if (doc === undefined) return notFound()
        return json(200, { comments: mayRead(doc, caller) ? said : [] })
      }
      if (request.method !== 'POST') return empty(405, { allow: 'GET, HEAD, POST' })
      if (readable(world, id, caller) === undefined) return notFound()
      const { text } = await fieldsOf(request)
      if (typeof text !== 'string') return json(422, { error: 'text is missing' })
      remarks.set(id, [...said, { by: caller, text }])
      return json(201, { by: caller, text })
    })
  }

export const leaky = application((world, id) => world.documents.get(id))
export const mended = application(readable)
