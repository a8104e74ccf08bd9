/** Documents come in from a backup; those that are there already are skipped. */
import { careful, create, empty, fieldsOf, json, newId, pathOf, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'
import type { World } from '../World.js'

interface Plan {
  readonly skips: (world: World, id: string, caller: string) => boolean
  readonly idFor: (world: World, id: string, caller: string) => string
}

const application =
  ({ skips, idFor }: Plan): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (pathOf(request) !== '/imports') return careful(world, request, caller)
      if (request.method !== 'POST') return empty(405, { allow: 'POST' })
      const { documents } = await fieldsOf(request)
      if (!Array.isArray(documents)) return json(422, { error: 'documents must be a list' })
      const imported: string[] = []
      const skipped: string[] = []
      for (const entry of documents as ReadonlyArray<unknown>) {
        const fields: Readonly<Record<string, unknown>> =
          typeof entry === 'object' && entry !== null ? { ...entry } : {}
        const id = fields['id']
        if (typeof id !== 'string' || id === '') return json(422, { error: 'id is missing' })
        if (skips(world, id, caller)) skipped.push(id)
        else {
          const name = idFor(world, id, caller)
          create(world, name, caller, fields)
          imported.push(name)
        }
      }
      return json(200, { imported, skipped })
    })

export const leaky = application({
  skips: (world, id) => world.documents.has(id),
  idFor: (_world, id) => id,
})

/** An import gets new ids, so that only the caller's own documents can be there already. */
export const mended = application({
  skips: (world, id, caller) => world.documents.get(id)?.owner === caller,
  idFor: (world, _id, caller) => newId(world, caller),
})
