/**
 * The body tells, under one status.
 */
import { decide, Facts, Permission, Policy, Route } from 'glomar'
import { ask, exhibit, question, rows, type Exhibit } from './Exhibit.js'
import { authn, caller, facts, fields, isOwner, json, send } from './service.js'

const policy = Policy.of({
  cluster: { concealAs: 'forbidden' },
  channel: {},
  secret: { concealAs: 'forbidden' },
  inject: {},
})

const getCluster = Route.of({ method: 'GET', resource: 'cluster' })
const muteChannel = Route.of({ method: 'POST', resource: 'channel' })
const getSecret = Route.of({ method: 'GET', resource: 'secret' })
const getInject = Route.of({ method: 'GET', resource: 'inject' })

// who is bound to which role, and the one secret
const bindings = new Map([
  ['tara', 'auditor'],
  ['emma', 'admin'],
])
const secrets = new Map([['database', { data: 'c2VjcmV0' }]])

export const body: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'A denial that says what was denied',
    cases: ['argoproj/argo-cd CVE-2024-36106 (GHSA-3cqf-953p-h5cp)'],
    visible: `
      Both answers were "permission denied" with code 7. Only the message about a cluster that
      exists went on, with what was checked and for whom.
    `,
    closed: 'The uniform 403 names nothing of the thing and nothing of the caller.',
    path: '/api/v1/clusters/staging',
    askedBy: 'GET',
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('GET /api/v1/clusters/staging'),
    store: rows({ staging: { owner: 'emma', project: 'payments' } }),
    leaky: {
      'GET /api/v1/clusters/:name': (request, clusters, name) => {
        const cluster = clusters.get(name)
        // not 404: nobody shall learn which clusters there are
        if (cluster === undefined) return json(403, { code: 7, message: 'permission denied' })
        if (!isOwner(request, cluster)) {
          const checked = `clusters, get, ${cluster.project}/${name}, sub: ${caller(request) ?? ''}`
          return json(403, { code: 7, message: `permission denied: ${checked}` })
        }
        return json(200, { name })
      },
    },
    mended: {
      'GET /api/v1/clusters/:name': (request, clusters, name) => {
        const cluster = clusters.get(name)
        const verdict = decide(getCluster, authn(request), ...facts(request, cluster), policy)
        return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'A command that is not a GET',
    cases: [
      'Mattermost CVE-2026-21386 (MMSA-2026-00588)',
      'Jenkins CVE-2018-1000169 (SECURITY-754)',
    ],
    visible: `
      /mute gave one error for a private channel and another for none. In the other case, the CLI
      confirmed that agents or views of a given name exist.
    `,
    closed: 'A command that names a thing passes the same gate as a request for it.',
    path: '/channels/layoffs',
    askedBy: question('POST /commands', { command: '/mute layoffs' }),
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('POST /commands', { command: '/mute layoffs' }),
    store: rows({ layoffs: { owner: 'emma' } }),
    leaky: {
      'POST /commands': async (request, channels) => {
        const name = (await fields(request))['command']?.split(' ')[1] ?? ''
        const channel = channels.get(name)
        if (channel === undefined) return json(200, { text: 'Could not find that channel.' })
        if (isOwner(request, channel)) return json(200, { text: 'Muted.' })
        return json(200, { text: 'You are not a member of that channel.' })
      },
    },
    mended: {
      'POST /commands': async (request, channels) => {
        const name = (await fields(request))['command']?.split(' ')[1] ?? ''
        const channel = channels.get(name)
        const verdict = decide(muteChannel, authn(request), ...facts(request, channel), policy)
        return verdict._tag === 'Ok' ? json(200, { text: 'Muted.' }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'The error of the permission check',
    cases: ['kubernetes/kubernetes#124406', 'openshift/origin#10056'],
    visible: `
      The message of a 403 may include an error of RBAC, such as about a cluster role that is
      missing. In the second case, the error was: role "basic-user" not found.
    `,
    closed: `
      Why the check failed is no part of the facts, and so of no answer. It belongs in the audit
      log.
    `,
    path: '/clusterroles/auditor',
    askedBy: question('GET /secrets/database'),
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('GET /secrets/database'),
    store: rows({ auditor: ['pods'] }, { admin: ['pods', 'secrets'] }),
    leaky: {
      'GET /secrets/:name': (request, roles, name) => {
        const bound = bindings.get(caller(request) ?? '') ?? ''
        const role = roles.get(bound)
        if (role?.includes('secrets') === true) return json(200, secrets.get(name) ?? null)
        const reason = role === undefined ? `: RBAC: clusterrole "${bound}" not found` : ''
        return json(403, { message: `secrets "${name}" is forbidden${reason}` })
      },
    },
    mended: {
      'GET /secrets/:name': (request, roles, name) => {
        const role = roles.get(bindings.get(caller(request) ?? '') ?? '')
        const allowed = role?.includes('secrets') === true
        const permission = allowed ? Permission.grant() : Permission.deny()
        const its = Facts.of(secrets.get(name), () => permission, { whenAbsent: permission })
        const verdict = decide(getSecret, authn(request), ...its, policy)
        return verdict._tag === 'Ok' ? json(200, secrets.get(name)) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'Two texts of one 404',
    cases: ['OpenAEV-Platform/openaev#2356', 'langflow-ai/langflow#14497', 'canonical/lxd#14446'],
    visible: `
      The 404 of what is refused had a static text. The 404 of what is missing had a text made from
      the exception. In the second case, a review found one body for a flow that is not there, and
      another for one whose grant is absent. In the third case, an error of the authoriser, "No
      such entity", was sent where others are masked as "Not Found".
    `,
    closed: 'There is one place that words a 404.',
    path: '/api/injects/emmas-inject',
    askedBy: 'GET',
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('GET /api/injects/emmas-inject'),
    store: rows({ 'emmas-inject': { owner: 'emma' } }),
    leaky: {
      'GET /api/injects/:id': (request, injects, id) => {
        const inject = injects.get(id)
        if (inject === undefined) return json(404, { message: `Element not found: ${id}` })
        if (!isOwner(request, inject)) return json(404, { message: 'Not found' })
        return json(200, { id })
      },
    },
    mended: {
      'GET /api/injects/:id': (request, injects, id) => {
        const inject = injects.get(id)
        const verdict = decide(getInject, authn(request), ...facts(request, inject), policy)
        return verdict._tag === 'Ok' ? json(200, { id }) : send(verdict)
      },
    },
  }),
]
