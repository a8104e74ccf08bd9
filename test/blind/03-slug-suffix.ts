/** A new document's slug avoids all slugs, also hidden ones: POST /documents with the title ID. */
import { careful, create, fieldsOf, newId, pathOf, signedIn, type Handler } from './careful.js'
import type { World } from './World.js'

const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'untitled'

const freeSlug = (world: World, slug: string): string => {
  let candidate = slug
  for (let n = 2; world.documents.has(candidate); n += 1) candidate = `${slug}-${n}`
  return candidate
}

const build =
  (slugFor: (world: World, caller: string, slug: string) => string): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (request.method !== 'POST' || pathOf(request) !== '/documents')
        return careful(world, request, caller)
      const fields = await fieldsOf(request)
      const { title } = fields
      const slug = slugOf(typeof title === 'string' ? title : '')
      return create(world, slugFor(world, caller, slug), caller, fields)
    })

export const handler = build((world, _caller, slug) => freeSlug(world, slug))
// Slugs are unique for one owner only
export const mended = build((world, caller, slug) => newId(world, caller, `${caller}.${slug}.`))
