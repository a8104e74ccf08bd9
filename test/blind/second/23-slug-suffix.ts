/** The id of a new document is its title as a slug, with a number behind it if that is taken. */
import type { World } from '../World.js'
import { careful, create, fieldsOf, json, pathOf, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

type Stem = (caller: string, slug: string) => string

const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'untitled'

const free = (world: World, stem: string): string => {
  let id = stem
  for (let n = 2; world.documents.has(id); n += 1) id = `${stem}-${String(n)}`
  return id
}

const application =
  (stem: Stem): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (request.method !== 'POST' || pathOf(request) !== '/documents')
        return careful(world, request, caller)
      const fields = await fieldsOf(request)
      const { title } = fields
      if (typeof title !== 'string') return json(422, { error: 'title is missing' })
      return create(world, free(world, stem(caller, slugOf(title))), caller, fields)
    })

export const leaky = application((_caller, slug) => slug)
/** Slugs are counted for each person apart. */
export const mended = application((caller, slug) => `${caller}~${slug}`)
