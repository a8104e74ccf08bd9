/**
 * What stands above the target tells, or what hangs below it.
 */
import { Chain, decide, Permission, Policy, prepare } from 'glomar'
import { ask, exhibit, question, rows, type Exhibit } from './Exhibit.js'
import { authn, facts, isOwner, json, send } from './service.js'

const policy = Policy.of({ organization: {}, projects: {}, project: {}, repository: {}, blob: {} })

const createProject = { method: 'POST', resource: 'projects', shape: 'collection' } as const
const getRepository = { method: 'GET', resource: 'repository' } as const
const getBlob = prepare({ method: 'GET', resource: 'blob' }, policy)
const getProject = prepare({ method: 'GET', resource: 'project' }, policy)
const starProject = prepare({ method: 'POST', resource: 'project' }, policy)

// in emma's project
const repositories = new Map([['ledger', { owner: 'emma' }]])

export const chains: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'Creating in a hidden parent',
    cases: ['oxidecomputer/omicron#600', 'terminusdb/terminusdb#576'],
    visible:
      'The first is a change from 401 and 403 to 404 for whoever cannot see a thing, also when creating a project in an organisation. In the second case, creating a database was a 403 in an organisation that exists, and a 400 in one that does not.',
    closed: 'The first ancestor that is hidden or missing makes the target unreachable, which is answered by the type of the target.',
    path: '/organizations/initech/projects',
    askedBy: 'POST',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('POST /organizations/initech/projects', { name: 'website' }),
    store: rows({ initech: { owner: 'emma' } }),
    leaky: {
      'POST /organizations/:name/projects': (request, organizations, name) => {
        const organization = organizations.get(name)
        if (organization === undefined) return json(404, { error_code: 'ObjectNotFound' })
        if (!isOwner(request, organization)) return json(403, { error_code: 'Forbidden' })
        return json(201, { organization: name })
      },
    },
    mended: {
      'POST /organizations/:name/projects': (request, organizations, name) => {
        const who = authn(request)
        const above = ['organization', ...facts(request, organizations.get(name))] as const
        const reached = Chain.reach([above], ['present', Permission.granted], createProject, who, policy)
        const verdict = decide(createProject, who, ...reached.facts, policy)
        return verdict._tag === 'Ok' ? json(201, { organization: name }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'A 404 that names the layer',
    cases: ['oxidecomputer/omicron#665'],
    visible: 'The 404 about a project in an organisation named the project if the organisation exists, and otherwise the organisation.',
    closed: 'A refusal does not say which link of the chain it was.',
    path: '/projects/payroll/repositories/ledger',
    askedBy: 'GET',
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('GET /projects/payroll/repositories/ledger'),
    store: rows({ payroll: { owner: 'emma' } }),
    leaky: {
      'GET /projects/:project/repositories/:name': (request, projects, id, name) => {
        const project = projects.get(id)
        const repository = repositories.get(name)
        if (project === undefined) return json(404, { message: `project ${id} not found` })
        if (repository === undefined || !isOwner(request, project)) return json(404, { message: `repository ${name} not found` })
        return json(200, { name })
      },
    },
    mended: {
      'GET /projects/:project/repositories/:name': (request, projects, id, name) => {
        const who = authn(request)
        const above = ['project', ...facts(request, projects.get(id))] as const
        const reached = Chain.reach([above], facts(request, repositories.get(name)), getRepository, who, policy)
        const verdict = decide(getRepository, who, ...reached.facts, policy)
        return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'A mount from elsewhere',
    cases: ['goharbor/harbor#17097', 'opencontainers/distribution-spec#275'],
    visible:
      'A mount from a repository that does not exist was a 401, "UNAUTHORIZED: project X not found", instead of a 202. (The second is about an oracle by time.)',
    closed: 'A source that cannot be used and one that is not there are one case: the 202 of the specification, and the upload begins.',
    path: '/projects/payroll',
    askedBy: question('POST /v2/website/blobs?mount=sha256:9f2c&from=payroll'),
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('POST /v2/website/blobs?mount=sha256:9f2c&from=payroll'),
    store: rows({ payroll: { owner: 'emma' } }),
    leaky: {
      'POST /v2/:name/blobs': (request, projects) => {
        const from = new URL(request.url).searchParams.get('from') ?? ''
        const source = projects.get(from)
        if (source === undefined) return json(401, { errors: [{ code: 'UNAUTHORIZED', message: `project ${from} not found` }] })
        return isOwner(request, source) ? json(201, { mounted: true }) : json(202, { upload: 'begun' })
      },
    },
    mended: {
      'POST /v2/:name/blobs': (request, projects) => {
        const from = new URL(request.url).searchParams.get('from') ?? ''
        const verdict = getBlob(authn(request), ...facts(request, projects.get(from)))
        return verdict._tag === 'Ok' ? json(201, { mounted: true }) : json(202, { upload: 'begun' })
      },
    },
  }),
  exhibit({
    title: 'An action below a hidden thing',
    cases: ['gitlab-org/gitlab#12560 (HackerOne 605608)'],
    visible: 'The error of `toggle_star.json` told a user from outside of a group whether a project exists in it.',
    closed: 'An action inherits the concealment of the thing it is done to.',
    path: '/projects/payroll',
    askedBy: question('POST /projects/payroll/toggle_star.json'),
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('POST /projects/payroll/toggle_star.json'),
    store: rows({ payroll: { owner: 'emma' } }),
    leaky: {
      'GET /projects/:name': (request, projects, name) => {
        const project = projects.get(name)
        return project === undefined || !isOwner(request, project) ? json(404, { message: 'not found' }) : json(200, { name })
      },
      'POST /projects/:name/toggle_star.json': (request, projects, name) => {
        const project = projects.get(name)
        if (project === undefined) return json(404, { message: 'not found' })
        return isOwner(request, project) ? json(200, { stars: 1 }) : json(403, { message: 'you cannot star this project' })
      },
    },
    mended: {
      'GET /projects/:name': (request, projects, name) => {
        const verdict = getProject(authn(request), ...facts(request, projects.get(name)))
        return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
      },
      'POST /projects/:name/toggle_star.json': (request, projects, name) => {
        const verdict = starProject(authn(request), ...facts(request, projects.get(name)))
        return verdict._tag === 'Ok' ? json(200, { stars: 1 }) : send(verdict)
      },
    },
  }),
]
