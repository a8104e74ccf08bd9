/** Copies are for people who pay: the plan is checked as soon as the original is loaded. */
import type { Doc, World } from '../World.js'
import { careful, create, empty, idIn, json, newId, notFound, readable } from '../careful.js'
import { signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

type Find = (world: World, id: string, caller: string) => Doc | undefined

const paying: ReadonlyArray<string> = ['emma']

const application =
  (find: Find): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url, 'copy')
      if (id === undefined) return careful(world, request, caller)
      if (request.method !== 'POST') return empty(405, { allow: 'POST' })
      if (find(world, id, caller) === undefined) return notFound()
      if (!paying.includes(caller))
        return json(402, { error: 'your plan has no copies', upgrade: '/plans' })
      const doc = readable(world, id, caller)
      if (doc === undefined) return notFound()
      return create(world, newId(world, caller), caller, {
        title: `Copy of ${doc.title}`,
        text: doc.text,
      })
    })

export const leaky = application((world, id) => world.documents.get(id))
export const mended = application(readable)
