/** A PATCH loads the document, then checks the body, and only then asks who may write. */
import type { Doc, World } from '../World.js'
import { careful, fieldsOf, idIn, json, notFound, readable, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

type Find = (world: World, id: string, caller: string) => Doc | undefined

const problemsOf = (fields: Readonly<Record<string, unknown>>): ReadonlyArray<string> => {
  const { title, text } = fields
  return [
    ...(title === undefined || (typeof title === 'string' && title !== '')
      ? []
      : ['title must be a string of at least one character']),
    ...(text === undefined || typeof text === 'string' ? [] : ['text must be a string']),
  ]
}

const application =
  (find: Find): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      if (request.method !== 'PATCH' || id === undefined) return careful(world, request, caller)
      if (find(world, id, caller) === undefined) return notFound()
      const problems = problemsOf(await fieldsOf(request.clone()))
      if (problems.length > 0) return json(422, { error: 'not valid', problems })
      return careful(world, request, caller)
    })

export const leaky = application((world, id) => world.documents.get(id))
export const mended = application(readable)
