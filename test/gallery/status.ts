/**
 * The status tells.
 */
import { Authn, decide, Facts, Permission, Policy, Route } from 'glomar'
import { ask, exhibit, question, rows, type Exhibit } from './Exhibit.js'
import { authn, caller, facts, isOwner, json, send } from './service.js'

const policy = Policy.of({ project: {}, application: {}, site: { anonymous: 'conceal' } })

const getProject = Route.of({ method: 'GET', resource: 'project' })
const getApplication = Route.of({ method: 'GET', resource: 'application' })
const getSite = Route.of({ method: 'GET', resource: 'site' })

const address = { 'x-forwarded-host': 'crm.example', 'x-real-ip': '10.0.0.5' }

export const status: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'A challenge only where there is something to protect',
    cases: ['goharbor/harbor CVE-2019-19030 (GHSA-q9x4-q76f-5h5j)'],
    visible: 'The status of a request without credentials told whether a resource exists.',
    closed: 'Anonymous callers get one 401, whether there is anything behind it or not.',
    path: '/api/projects/payroll',
    askedBy: 'GET',
    tells: { channel: 'status' },
    stranger: 'anonymous',
    entitled: ask('GET /api/projects/payroll'),
    store: rows({ payroll: { owner: 'emma' } }),
    leaky: {
      'GET /api/projects/:name': (request, projects, name) => {
        const project = projects.get(name)
        if (project === undefined) return json(404, { message: 'project not found' })
        if (caller(request) === undefined)
          return json(401, { message: 'please sign in' }, { 'www-authenticate': 'Bearer' })
        if (!isOwner(request, project)) return json(403, { message: 'forbidden' })
        return json(200, { name })
      },
    },
    mended: {
      'GET /api/projects/:name': (request, projects, name) => {
        const project = projects.get(name)
        const verdict = decide(getProject, authn(request), ...facts(request, project), policy)
        return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: '403 for what exists',
    cases: [
      'argoproj/argo-cd CVE-2022-41354 (GHSA-2q5c-qw9c-fmvq)',
      'open-mercato/open-mercato#5504',
      'mastodon/mastodon#6315',
    ],
    visible: `
      An application that does not exist was "not found". One that the caller may not access was
      "unauthorized". In the second case, routes for people and companies answered 403 against 404,
      and a sibling route answered 403 to both. The last case is a change from 403 to 404.
    `,
    closed: 'A caller who is neither granted nor entitled to know gets one 404.',
    path: '/api/v1/applications/ledger',
    askedBy: 'GET',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('GET /api/v1/applications/ledger'),
    store: rows({ ledger: { owner: 'emma' } }),
    leaky: {
      'GET /api/v1/applications/:name': (request, applications, name) => {
        const application = applications.get(name)
        if (application === undefined) return json(404, { error: 'not found' })
        if (!isOwner(request, application)) return json(403, { error: 'permission denied' })
        return json(200, { name })
      },
    },
    mended: {
      'GET /api/v1/applications/:name': (request, applications, name) => {
        const its = facts(request, applications.get(name))
        const verdict = decide(getApplication, authn(request), ...its, policy)
        return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'A gateway that knows the host',
    cases: ['fosrl/pangolin#1202'],
    visible: `
      A resource whose rules deny the IP address was answered 401, so that resources could be
      enumerated. The report proposes the answer about a resource that is not found.
    `,
    closed: `
      An address that is not allowed is a denial like any other. It is answered like a host that
      nobody has.
    `,
    path: '/dashboard',
    askedBy: question('GET /dashboard', undefined, { 'x-forwarded-host': 'crm.example' }),
    tells: { channel: 'status' },
    stranger: 'anonymous',
    entitled: ask('GET /dashboard', undefined, address),
    store: rows({ 'crm.example': { allows: '10.0.0.5' } }),
    leaky: {
      'GET /dashboard': (request, sites) => {
        const site = sites.get(request.headers.get('x-forwarded-host') ?? '')
        if (site === undefined) return json(404, { message: 'no such host' })
        if (site.allows !== request.headers.get('x-real-ip'))
          return json(401, { message: 'access denied' })
        return json(200, { proxied: true })
      },
    },
    mended: {
      'GET /dashboard': (request, sites) => {
        const site = sites.get(request.headers.get('x-forwarded-host') ?? '')
        const allowed = Facts.of(site, ({ allows }) =>
          allows === request.headers.get('x-real-ip') ? Permission.grant() : Permission.deny(),
        )
        const verdict = decide(getSite, Authn.anonymous, ...allowed, policy)
        return verdict._tag === 'Ok' ? json(200, { proxied: true }) : send(verdict)
      },
    },
  }),
]
