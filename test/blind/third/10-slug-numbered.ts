/** A new document gets an id made from its title, with a number where the id is taken. */
import { careful, create, fieldsOf, json, newId, pathOf, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'
import type { World } from '../World.js'

type Name = (world: World, slug: string, caller: string) => string

const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

const application =
  (name: Name): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (request.method !== 'POST' || pathOf(request) !== '/documents')
        return careful(world, request, caller)
      const fields = await fieldsOf(request)
      const slug = typeof fields['title'] === 'string' ? slugOf(fields['title']) : ''
      if (slug === '') return json(422, { error: 'title is missing' })
      return create(world, name(world, slug, caller), caller, fields)
    })

export const leaky = application((world, slug) => {
  if (!world.documents.has(slug)) return slug
  let n = 2
  while (world.documents.has(`${slug}-${String(n)}`)) n += 1
  return `${slug}-${String(n)}`
})

export const mended = application((world, slug, caller) =>
  newId(world, caller, `${caller}-${slug}-`),
)
