/**
 * What stands above the target tells.
 */
import { decide, Facts, Permission, Policy, Route } from 'glomar'
import { ask, exhibit, rows, type Exhibit } from './Exhibit.js'
import { authn, caller, collection, facts, isOwner, json, ownerOnly, send } from './service.js'

const policy = Policy.of({
  organization: {},
  projects: {},
  project: {},
  repository: {},
  folder: { existence: 'if-may-know' },
  document: {},
})

const createProject = Route.of({ method: 'POST', resource: 'projects', shape: 'collection' })
const getRepository = Route.of({ method: 'GET', resource: 'repository' })
const getDocument = Route.of({ method: 'GET', resource: 'document' })

// in emma's project
const repositories = new Map([['ledger', { owner: 'emma' }]])

// everybody knows of it, and only emma may open it
const board = { owner: 'emma' }

interface Minutes {
  readonly owner: string
  readonly readers: ReadonlyArray<string>
}

const mayRead = (request: Request, { owner, readers }: Minutes): boolean =>
  [owner, ...readers].includes(caller(request) ?? '')

export const ancestors: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'Creating in a hidden parent',
    cases: ['oxidecomputer/omicron#600', 'terminusdb/terminusdb#576'],
    visible: `
      The first is a change from 401 and 403 to 404 for whoever cannot see a thing, also when they
      create a project in an organisation. In the second case, creating a database was a 403 in an
      organisation that exists, and a 400 in one that does not.
    `,
    closed: `
      The organisation is an ancestor. One that is hidden or missing blocks the target, which is
      then answered by its own type.
    `,
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
        // whoever may pass through the organisation may create projects in it
        const its = Facts.of(collection, () => Permission.grant(), {
          ancestors: [{ resource: 'organization', facts: facts(request, organizations.get(name)) }],
        })
        const verdict = decide(createProject, authn(request), ...its, policy)
        return verdict._tag === 'Ok' ? json(201, { organization: name }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'A 404 that names the layer',
    cases: ['oxidecomputer/omicron#665'],
    visible: `
      The 404 about a project in an organisation named the project if the organisation exists, and
      otherwise the organisation.
    `,
    closed: 'A refusal does not say which ancestor it was.',
    path: '/projects/payroll/repositories/ledger',
    askedBy: 'GET',
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('GET /projects/payroll/repositories/ledger'),
    store: rows({ payroll: { owner: 'emma' } }),
    leaky: {
      'GET /projects/:project/repositories/:name': (request, projects, id, name) => {
        const project = projects.get(id)
        if (project === undefined) return json(404, { message: `project ${id} not found` })
        if (repositories.has(name) && isOwner(request, project)) return json(200, { name })
        return json(404, { message: `repository ${name} not found` })
      },
    },
    mended: {
      'GET /projects/:project/repositories/:name': (request, projects, id, name) => {
        const its = Facts.of(repositories.get(name), ownerOnly(request), {
          ancestors: [{ resource: 'project', facts: facts(request, projects.get(id)) }],
        })
        const verdict = decide(getRepository, authn(request), ...its, policy)
        return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'An open document in a closed folder',
    cases: ['gtsteffaniak/filebrowser#1208'],
    visible: `
      A user who is denied a folder was let into what was added below it later. (That the folder is
      known, and the document shared, is a variation of this.)
    `,
    closed: `
      An ancestor that is denied and known is no way through: the target counts as denied. Its type
      is \`secret\`, so it is concealed, although its own rule grants.
    `,
    path: '/folders/board/documents/emmas-minutes',
    askedBy: 'GET',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('GET /folders/board/documents/emmas-minutes'),
    store: rows<Minutes>({ 'emmas-minutes': { owner: 'emma', readers: ['tara'] } }),
    leaky: {
      // the folder says who may list it, and the document who may read it
      'GET /folders/board/documents/:id': (request, documents, id) => {
        const document = documents.get(id)
        if (document !== undefined && mayRead(request, document)) return json(200, { id })
        return json(404, { message: 'not found' })
      },
    },
    mended: {
      'GET /folders/board/documents/:id': (request, documents, id) => {
        const toFolder = Facts.of(board, (it) =>
          isOwner(request, it) ? Permission.grant() : Permission.deny({ mayKnow: true }),
        )
        const its = Facts.of(
          documents.get(id),
          (it) => (mayRead(request, it) ? Permission.grant() : Permission.deny()),
          { ancestors: [{ resource: 'folder', facts: toFolder }] },
        )
        const verdict = decide(getDocument, authn(request), ...its, policy)
        return verdict._tag === 'Ok' ? json(200, { id }) : send(verdict)
      },
    },
  }),
]
