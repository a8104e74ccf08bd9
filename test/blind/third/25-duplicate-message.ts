/** Duplicating a document the caller may read: the copy belongs to the caller. */
import { careful, create, empty, idIn, json, mayRead, newId, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'
import type { Doc } from '../World.js'

type Message = (doc: Doc | undefined, id: string) => string

const application =
  (message: Message): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url, 'duplicate')
      if (id === undefined) return careful(world, request, caller)
      if (request.method !== 'POST') return empty(405, { allow: 'POST' })
      const doc = world.documents.get(id)
      if (doc === undefined || !mayRead(doc, caller))
        return json(404, { error: 'not_found', message: message(doc, id) })
      return create(world, newId(world, caller), caller, {
        title: `Copy of ${doc.title}`,
        text: doc.text,
      })
    })

export const leaky = application((doc, id) =>
  doc === undefined
    ? `No document with the id ${id}.`
    : `The document ${id} was not found, or you may not read it.`,
)

export const mended = application(
  (_doc, id) => `The document ${id} was not found, or you may not read it.`,
)
