/** The 404 page keeps the hidden document's breadcrumb: GET /documents/ID, `Accept: text/html`. */
import { careful, idIn, mayRead, signedIn, type Handler } from './careful.js'

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)

const page = (status: number, trail: ReadonlyArray<string>, text: string): Response => {
  const nav = ['Documents', ...trail].map((name) => `<li>${escaped(name)}</li>`).join('')
  const html = `<!doctype html><nav><ul>${nav}</ul></nav><main>${escaped(text)}</main>`
  const headers = { 'content-type': 'text/html; charset=utf-8', vary: 'Accept' }
  return new Response(html, { status, headers })
}

const build =
  (trailOfHidden: boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      const html = (request.headers.get('accept') ?? '').includes('text/html')
      if (id === undefined || request.method !== 'GET' || !html)
        return careful(world, request, caller)
      // The layout has its data from a hook that runs before the page and its guard
      const doc = world.documents.get(id)
      const visible = doc !== undefined && mayRead(doc, caller)
      const trail = doc !== undefined && (visible || trailOfHidden) ? [doc.folder] : []
      if (!visible) return page(404, trail, 'There is no such document.')
      return page(200, [...trail, doc.title], doc.text)
    })

export const handler = build(true)
export const mended = build(false)
