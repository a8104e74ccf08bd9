/** The framework words its own 404 in another way than the team's permission class does. */
import type { Doc, World } from '../World.js'
import { careful, idIn, json, mayRead, readable, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

/** The rows among which the framework looks an id up. */
type QuerySet = (world: World, id: string, caller: string) => Doc | undefined

const application =
  (querySet: QuerySet): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      if (id === undefined || request.method === 'OPTIONS') return careful(world, request, caller)
      const doc = querySet(world, id, caller)
      if (doc === undefined) return json(404, { detail: 'No Document matches the given query.' })
      if (!mayRead(doc, caller)) return json(404, { detail: 'Not found.' })
      return careful(world, request, caller)
    })

export const leaky = application((world, id) => world.documents.get(id))
/** The rows are those of the caller, so the permission class has no 404 left to give. */
export const mended = application(readable)
