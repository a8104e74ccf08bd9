/** Editing: the body is validated once the document is loaded. */
import { careful, fieldsOf, idIn, json, notFound, readable, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'
import type { Doc, World } from '../World.js'

type Find = (world: World, id: string, caller: string) => Doc | undefined

const faults = (fields: Readonly<Record<string, unknown>>): ReadonlyArray<string> => [
  ...(fields['title'] === undefined && fields['text'] === undefined
    ? ['send a title, a text, or both']
    : []),
  ...['title', 'text']
    .filter((name) => fields[name] !== undefined && typeof fields[name] !== 'string')
    .map((name) => `${name} must be a string`),
]

const application =
  (load: Find): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      if (request.method !== 'PATCH' || id === undefined) return careful(world, request, caller)
      if (load(world, id, caller) === undefined) return notFound()
      const errors = faults(await fieldsOf(request.clone()))
      if (errors.length > 0) return json(422, { errors })
      return careful(world, request, caller)
    })

export const leaky = application((world, id) => world.documents.get(id))

export const mended = application(readable)
