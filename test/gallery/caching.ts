/**
 * Negotiation and caching tell: headers that are about the message, not about the thing.
 */
import { Policy, prepare } from 'glomar'
import { ask, exhibit, rows, type Exhibit } from './Exhibit.js'
import { authn, facts, isOwner, json, send } from './service.js'

const policy = Policy.of({ photo: {}, page: {}, report: {} })

const getPhoto = prepare({ method: 'GET', resource: 'photo' }, policy)
const getPage = prepare({ method: 'GET', resource: 'page' }, policy)
const getReport = prepare({ method: 'GET', resource: 'report' }, policy)

const acceptsJson = (request: Request): boolean => /json|\*\/\*/.test(request.headers.get('accept') ?? '*/*')

export const caching: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'Freshness only where something is hidden',
    cases: ['solid/specification#14'],
    visible:
      'A comment on hiding by 404 warns: if freshness is sent only in order to hide, an application can infer from it that something is hidden.',
    closed: 'Every refusal has the same `Cache-Control`.',
    path: '/photos/7',
    askedBy: 'GET',
    tells: { channel: 'header', field: 'cache-control' },
    stranger: 'tara',
    entitled: ask('GET /photos/7'),
    store: rows({ '7': { owner: 'emma' } }),
    leaky: {
      'GET /photos/:id': (request, photos, id) => {
        const photo = photos.get(id)
        if (photo === undefined) return json(404, { message: 'not found' })
        // the owner may share it at any time
        if (!isOwner(request, photo)) return json(404, { message: 'not found' }, { 'cache-control': 'max-age=0' })
        return json(200, { id })
      },
    },
    mended: {
      'GET /photos/:id': (request, photos, id) => {
        const verdict = getPhoto(authn(request), ...facts(request, photos.get(id)))
        return verdict._tag === 'Ok' ? json(200, { id }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'Vary once the caller was looked at',
    cases: ['usehenri/henri#418'],
    visible: '`Vary` differed between the 404 of what is refused and that of what is absent.',
    closed: '`Vary` is a constant of the service.',
    path: '/pages/plan',
    askedBy: 'GET',
    tells: { channel: 'header', field: 'vary' },
    stranger: 'tara',
    entitled: ask('GET /pages/plan'),
    store: rows({ plan: { owner: 'emma' } }),
    leaky: {
      'GET /pages/:name': (request, pages, name) => {
        const found = pages.get(name)
        if (found === undefined) return json(404, { message: 'not found' })
        const headers = { vary: 'authorization' }
        return isOwner(request, found) ? json(200, { name }, headers) : json(404, { message: 'not found' }, headers)
      },
    },
    mended: {
      'GET /pages/:name': (request, pages, name) => {
        const verdict = getPage(authn(request), ...facts(request, pages.get(name)))
        return verdict._tag === 'Ok' ? json(200, { name }, { vary: 'authorization' }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: '406 before the permission',
    cases: ['usehenri/henri#418'],
    visible:
      'The 404 of what is refused was negotiated, a page of HTML in a browser, and that of what is absent was JSON whatever was asked for. (The 406 is a variation of this.)',
    closed: 'A representation is chosen after `Ok`, and a refusal has one.',
    path: '/reports/7',
    askedBy: 'GET with accept: text/html',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('GET /reports/7'),
    store: rows({ '7': { owner: 'emma' } }),
    leaky: {
      'GET /reports/:id': (request, reports, id) => {
        const report = reports.get(id)
        if (report !== undefined && !acceptsJson(request)) return json(406, { message: 'only JSON' })
        if (report === undefined || !isOwner(request, report)) return json(404, { message: 'not found' })
        return json(200, { id })
      },
    },
    mended: {
      'GET /reports/:id': (request, reports, id) => {
        const verdict = getReport(authn(request), ...facts(request, reports.get(id)))
        if (verdict._tag !== 'Ok') return send(verdict)
        return acceptsJson(request) ? json(200, { id }) : json(406, { message: 'only JSON' })
      },
    },
  }),
]
