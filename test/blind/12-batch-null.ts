/** Missing ones are left out, hidden ones are null: POST /documents/batch with `{"ids":["ID"]}`. */
import { careful, fieldsOf, json, mayRead, pathOf, signedIn, view } from './careful.js'
import type { Handler } from './careful.js'

const build =
  (leaveOutHidden: boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (request.method !== 'POST' || pathOf(request) !== '/documents/batch')
        return careful(world, request, caller)
      const ids: unknown = (await fieldsOf(request))['ids']
      if (!Array.isArray(ids) || ids.length > 100 || !ids.every((id) => typeof id === 'string'))
        return json(422, { error: 'ids must be a list of at most 100' })
      // SELECT ... WHERE id IN (...), so there is no row for what is not there
      const rows = ids.flatMap((id) => world.documents.get(id) ?? [])
      const shown = rows.map((doc) => (mayRead(doc, caller) ? view(doc) : null))
      return json(200, { documents: leaveOutHidden ? shown.filter((row) => row !== null) : shown })
    })

export const handler = build(false)
export const mended = build(true)
