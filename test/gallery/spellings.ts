/**
 * Another spelling of a path leads to the thing by another way.
 */
import { decide, Policy, Route } from 'glomar'
import { ask, exhibit, rows, type Exhibit } from './Exhibit.js'
import { authn, facts, isOwner, json, send, type Owned } from './service.js'

const policy = Policy.of({ page: {} })
const readPage = Route.of({ method: 'GET', resource: 'page' })

const notFound = (): Response => json(404, { message: 'not found' })

type Pages = ReadonlyMap<string, Owned>

const decided = (request: Request, pages: Pages, name = ''): Response => {
  const verdict = decide(readPage, authn(request), ...facts(request, pages.get(name)), policy)
  return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
}

/** The plain path conceals. */
const concealing = (request: Request, pages: Pages, name = ''): Response => {
  const row = pages.get(name)
  return row !== undefined && isOwner(request, row) ? json(200, { name }) : notFound()
}

/** Where the plain path is, for a page that is there. */
const moved = (_request: Request, pages: Pages, name = ''): Response =>
  pages.has(name) ? new Response(null, { status: 308, headers: { location: name } }) : notFound()

export const spellings: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'A parameter of the path',
    cases: ['RFC 3986 §3.3'],
    visible: `
      A segment may have parameters behind a semicolon. The route that took them redirected to the
      page without them, if there is one.
    `,
    closed: 'The parameter is cut off before the look-up, and the verdict is that of the page.',
    path: '/pages/emmas-page',
    askedBy: 'GET with a parameter of the path',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('GET /pages/emmas-page'),
    store: rows<Owned>({ 'emmas-page': { owner: 'emma' } }),
    leaky: { 'GET /pages/:name;v=1': moved, 'GET /pages/:name': concealing },
    mended: { 'GET /pages/:name;v=1': decided, 'GET /pages/:name': decided },
  }),
  exhibit({
    title: 'Two slashes',
    cases: [],
    visible: 'A path with an empty segment was redirected to the page without it, if there is one.',
    closed: 'A redirect is made from the path alone, whether there is a page or not.',
    path: '/pages/emmas-page',
    askedBy: 'GET with an empty segment',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('GET /pages/emmas-page'),
    store: rows<Owned>({ 'emmas-page': { owner: 'emma' } }),
    leaky: { 'GET /pages//:name': moved, 'GET /pages/:name': concealing },
    mended: {
      'GET /pages//:name': (_request, _pages, name = '') =>
        new Response(null, { status: 308, headers: { location: name } }),
      'GET /pages/:name': decided,
    },
  }),
  exhibit({
    title: 'A name in decomposed characters',
    cases: [],
    visible: `
      Names are stored in composed characters (NFC). A name in decomposed ones was redirected to its
      page, before the permission.
    `,
    closed: 'The name is put into its normal form first, and then decided on.',
    path: '/pages/b%C3%B6rsenbericht',
    askedBy: 'GET with the id in decomposed characters',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('GET /pages/b%C3%B6rsenbericht'),
    store: rows<Owned>({ börsenbericht: { owner: 'emma' } }),
    leaky: {
      'GET /pages/:name': (request, pages, name = '') => {
        const normal = name.normalize('NFC')
        if (normal === name || !pages.has(normal)) return concealing(request, pages, name)
        return new Response(null, {
          status: 308,
          headers: { location: encodeURIComponent(normal) },
        })
      },
    },
    mended: {
      'GET /pages/:name': (request, pages, name = '') =>
        decided(request, pages, name.normalize('NFC')),
    },
  }),
]
