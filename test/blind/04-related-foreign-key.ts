/** A foreign key is checked for existence only: POST /documents with `"relatedTo": "ID"`. */
import { careful, create, fieldsOf, json, newId, pathOf } from './careful.js'
import { readable, signedIn, type Handler } from './careful.js'
import type { World } from './World.js'

const build =
  (known: (world: World, id: string, caller: string) => boolean): Handler =>
  (world) => {
    const related = new Map<string, string>()
    return signedIn(async (request, caller) => {
      if (request.method !== 'POST' || pathOf(request) !== '/documents')
        return careful(world, request, caller)
      const fields = await fieldsOf(request)
      const target = fields['relatedTo']
      const id = newId(world, caller)
      if (typeof target === 'string') {
        if (!known(world, target, caller))
          return json(422, { error: 'relatedTo names no document' })
        related.set(id, target)
      }
      return create(world, id, caller, fields)
    })
  }

export const handler = build((world, id) => world.documents.has(id))
export const mended = build((world, id, caller) => readable(world, id, caller) !== undefined)
