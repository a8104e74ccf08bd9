/** Reading a document: one step loads it and sets its validators, the next one checks rights. */
import { careful, empty, etagOf, idIn, json, mayRead, signedIn, view } from '../careful.js'
import type { Handler } from '../careful.js'
import type { Doc } from '../World.js'

type Headed = Readonly<Record<string, string>>

const validators = (doc: Doc | undefined): Headed =>
  doc === undefined ? {} : { etag: etagOf(doc) }

const application =
  (onRefusal: (set: Headed) => Headed): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      const reads = request.method === 'GET' || request.method === 'HEAD'
      if (id === undefined || !reads) return careful(world, request, caller)
      const doc = world.documents.get(id)
      const set = validators(doc)
      if (doc === undefined || !mayRead(doc, caller))
        return json(404, { error: 'not found' }, onRefusal(set))
      if (request.headers.get('if-none-match') === etagOf(doc)) return empty(304, set)
      return json(200, view(doc), set)
    })

export const leaky = application((set) => set)

export const mended = application(() => ({}))
