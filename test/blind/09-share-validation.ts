/** The form is validated before the owner is checked: POST /documents/ID/share with `{}`. */
import { careful, fieldsOf, idIn, json, notFound, signedIn, type Handler } from './careful.js'

const build =
  (ownerFirst: boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url, 'share')
      if (id === undefined || request.method !== 'POST') return careful(world, request, caller)
      const doc = world.documents.get(id)
      if (doc === undefined) return notFound()
      if (ownerFirst && doc.owner !== caller) return notFound()
      const name = (await fieldsOf(request))['with']
      if (typeof name !== 'string' || !/^[a-z]+$/.test(name))
        return json(422, { error: 'invalid', fields: { with: 'must be a name' } })
      if (doc.owner !== caller) return notFound()
      world.documents.set(id, { ...doc, readers: [...doc.readers, name] })
      return json(200, { sharedWith: name })
    })

export const handler = build(false)
export const mended = build(true)
