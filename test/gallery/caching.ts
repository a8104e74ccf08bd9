/**
 * Negotiation and caching tell: header fields that are about the message, not about the thing.
 */
import { decide, Policy, Route } from 'glomar'
import { ask, exhibit, rows, type Exhibit } from './Exhibit.js'
import { authn, facts, isOwner, json, send } from './service.js'

const policy = Policy.of({ photo: {}, page: {}, report: {} })

const getPhoto = Route.of({ method: 'GET', resource: 'photo' })
const getPage = Route.of({ method: 'GET', resource: 'page' })
const getReport = Route.of({ method: 'GET', resource: 'report' })

const acceptsJson = (request: Request): boolean =>
  /json|\*\/\*/.test(request.headers.get('accept') ?? '*/*')

export const caching: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'Freshness only where something is hidden',
    cases: ['solid/specification#14'],
    visible: `
      A comment on hiding by 404 warns of freshness that is sent only in order to hide: an
      application can infer from it that something is hidden.
    `,
    closed: 'Every refusal has the same `Cache-Control`.',
    path: '/photos/emmas-photo',
    askedBy: 'GET',
    tells: { channel: 'header', field: 'cache-control' },
    stranger: 'tara',
    entitled: ask('GET /photos/emmas-photo'),
    store: rows({ 'emmas-photo': { owner: 'emma' } }),
    leaky: {
      'GET /photos/:id': (request, photos, id) => {
        const photo = photos.get(id)
        if (photo === undefined) return json(404, { message: 'not found' })
        if (isOwner(request, photo)) return json(200, { id })
        // the owner may share it at any time
        return json(404, { message: 'not found' }, { 'cache-control': 'max-age=0' })
      },
    },
    mended: {
      'GET /photos/:id': (request, photos, id) => {
        const photo = photos.get(id)
        const verdict = decide(getPhoto, authn(request), ...facts(request, photo), policy)
        return verdict._tag === 'Ok' ? json(200, { id }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'Vary once the caller was looked at',
    cases: ['usehenri/henri#418'],
    visible: '`Vary` differed between the 404 of what is refused and that of what is absent.',
    closed: '`Vary` is a constant of the service.',
    path: '/pages/emmas-plan',
    askedBy: 'GET',
    tells: { channel: 'header', field: 'vary' },
    stranger: 'tara',
    entitled: ask('GET /pages/emmas-plan'),
    store: rows({ 'emmas-plan': { owner: 'emma' } }),
    leaky: {
      'GET /pages/:name': (request, pages, name) => {
        const found = pages.get(name)
        if (found === undefined) return json(404, { message: 'not found' })
        const headers = { vary: 'authorization' }
        if (isOwner(request, found)) return json(200, { name }, headers)
        return json(404, { message: 'not found' }, headers)
      },
    },
    mended: {
      'GET /pages/:name': (request, pages, name) => {
        const found = pages.get(name)
        const verdict = decide(getPage, authn(request), ...facts(request, found), policy)
        if (verdict._tag !== 'Ok') return send(verdict)
        return json(200, { name }, { vary: 'authorization' })
      },
    },
  }),
  exhibit({
    title: '406 before the permission',
    cases: ['usehenri/henri#418'],
    visible: `
      The 404 of what is refused was negotiated: a browser got a page of HTML. The 404 of what is
      absent was JSON, whatever was asked for. (The 406 is a variation of this.)
    `,
    closed: 'A representation is chosen after `Ok`, and a refusal has one.',
    path: '/reports/emmas-report',
    askedBy: 'GET with accept: text/html',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('GET /reports/emmas-report'),
    store: rows({ 'emmas-report': { owner: 'emma' } }),
    leaky: {
      'GET /reports/:id': (request, reports, id) => {
        const report = reports.get(id)
        if (report === undefined) return json(404, { message: 'not found' })
        if (!acceptsJson(request)) return json(406, { message: 'only JSON' })
        return isOwner(request, report) ? json(200, { id }) : json(404, { message: 'not found' })
      },
    },
    mended: {
      'GET /reports/:id': (request, reports, id) => {
        const report = reports.get(id)
        const verdict = decide(getReport, authn(request), ...facts(request, report), policy)
        if (verdict._tag !== 'Ok') return send(verdict)
        return acceptsJson(request) ? json(200, { id }) : json(406, { message: 'only JSON' })
      },
    },
  }),
]
