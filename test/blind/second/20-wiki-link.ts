/** The editor's preview turns `[[ID]]` into a link, and marks the links that lead nowhere. */
import type { Doc, World } from '../World.js'
import { careful, empty, fieldsOf, json, pathOf, readable, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

type Find = (world: World, id: string, caller: string) => Doc | undefined

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${String(sign.charCodeAt(0))};`)

const link = (id: string, leads: boolean): string =>
  leads
    ? `<a href="/documents/${encodeURIComponent(id)}">${escaped(id)}</a>`
    : `<span class="dead-link">${escaped(id)}</span>`

const application =
  (find: Find): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (pathOf(request) !== '/preview') return careful(world, request, caller)
      if (request.method !== 'POST') return empty(405, { allow: 'POST' })
      const { text } = await fieldsOf(request)
      if (typeof text !== 'string') return json(422, { error: 'text is missing' })
      const html = text
        .split(/\[\[([^[\]]+)\]\]/)
        .map((part, n) =>
          n % 2 === 0 ? escaped(part) : link(part, find(world, part, caller) !== undefined),
        )
        .join('')
      return json(200, { html: `<p>${html}</p>` })
    })

export const leaky = application((world, id) => world.documents.get(id))
export const mended = application(readable)
