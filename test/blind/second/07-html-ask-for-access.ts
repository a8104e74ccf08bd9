/** The page for browsers; its 404 offers a button that asks the owner for access. */
import type { World } from '../World.js'
import { careful, idIn, readable, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

type Offered = (world: World, id: string) => boolean

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${String(sign.charCodeAt(0))};`)

const page = (status: number, title: string, main: string): Response =>
  new Response(`<!doctype html><title>${escaped(title)}</title><h1>${escaped(title)}</h1>${main}`, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      vary: 'accept',
    },
  })

const button = (id: string): string =>
  `<form method="post" action="/documents/${escaped(encodeURIComponent(id))}/access">` +
  '<button>Ask for access</button></form>'

const application =
  (offered: Offered): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      const reads = request.method === 'GET' || request.method === 'HEAD'
      const html = (request.headers.get('accept') ?? '').includes('text/html')
      if (id === undefined || !reads || !html) return careful(world, request, caller)
      const doc = readable(world, id, caller)
      if (doc !== undefined) return page(200, doc.title, `<p>${escaped(doc.text)}</p>`)
      const help = '<p>We cannot show this page.</p>'
      return page(404, 'Not found', offered(world, id) ? help + button(id) : help)
    })

export const leaky = application((world, id) => world.documents.has(id))
/** The button is there whether the document is or not. */
export const mended = application(() => true)
