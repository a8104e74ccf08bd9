/**
 * What is in a body is looked at before the verdict, or names a hidden thing.
 */
import { decide, Facts, Permission, Policy, Route } from 'glomar'
import { ask, exhibit, rows, type Exhibit } from './Exhibit.js'
import { authn, collection, facts, fields, isOwner, json, send, type Owned } from './service.js'

const policy = Policy.of({ folder: {}, folders: {} })
const readFolder = Route.of({ method: 'GET', resource: 'folder' })
const changeFolder = Route.of({ method: 'PATCH', resource: 'folder' })
const replaceFolder = Route.of({ method: 'PUT', resource: 'folder' })
const createFolder = Route.of({ method: 'POST', resource: 'folders', shape: 'collection' })

const notFound = (): Response => json(404, { message: 'not found' })

type Folders = ReadonlyMap<string, Owned>

const decided =
  (
    route: Route.Route<'folder', string, 'item', 'present'>,
    ok: (request: Request) => Response | Promise<Response>,
  ) =>
  (request: Request, folders: Folders, id = ''): Response | Promise<Response> => {
    const verdict = decide(route, authn(request), ...facts(request, folders.get(id)), policy)
    return verdict._tag === 'Ok' ? ok(request) : send(verdict)
  }

const getFolder = decided(readFolder, () => json(200, { documents: 7 }))

const folder = {
  path: '/folders/emmas-plans',
  stranger: 'tara',
  store: rows<Owned>({ 'emmas-plans': { owner: 'emma' } }),
  entitled: ask('GET /folders/emmas-plans'),
} as const

const most = 1_000_000

const isTooLarge = async (request: Request): Promise<boolean> =>
  (await request.text()).length > most

/** Does a patch begin with a test that fails? */
const failsTest = async (request: Request): Promise<boolean> =>
  request.headers.get('content-type') === 'application/json-patch+json' &&
  (await request.text()).includes('"op":"test"')

export const bodies: ReadonlyArray<Exhibit> = [
  exhibit({
    ...folder,
    title: 'A body that is too large',
    cases: [],
    visible: 'The body was read once the folder was found, and one that is too large is a 413.',
    closed: 'The limit holds for the route, before the look-up, or behind `Ok`.',
    askedBy: 'PUT with a body that is too large',
    tells: { channel: 'status' },
    leaky: {
      'GET /folders/:id': getFolder,
      'PUT /folders/:id': async (request, folders, id = '') => {
        const row = folders.get(id)
        if (row === undefined) return notFound()
        if (await isTooLarge(request)) return json(413, { most })
        return isOwner(request, row) ? json(200, {}) : notFound()
      },
    },
    mended: {
      'GET /folders/:id': getFolder,
      'PUT /folders/:id': decided(replaceFolder, async (request) =>
        (await isTooLarge(request)) ? json(413, { most }) : json(200, {}),
      ),
    },
  }),
  exhibit({
    ...folder,
    title: 'A patch that tests',
    cases: ['RFC 6902 §4.6'],
    visible: `
      A JSON Patch may test a value before it changes one. A test that fails was answered before the
      permission, and so the values of a hidden folder could be tested.
    `,
    closed: 'A patch is applied behind `Ok`, its tests as well.',
    askedBy: 'PATCH with a patch that tests what is there',
    tells: { channel: 'status' },
    leaky: {
      'GET /folders/:id': getFolder,
      'PATCH /folders/:id': async (request, folders, id = '') => {
        const row = folders.get(id)
        if (row === undefined) return notFound()
        if (await failsTest(request)) return json(409, { message: 'the test failed' })
        return isOwner(request, row) ? json(200, {}) : notFound()
      },
    },
    mended: {
      'GET /folders/:id': getFolder,
      'PATCH /folders/:id': decided(changeFolder, async (request) =>
        (await failsTest(request)) ? json(409, { message: 'the test failed' }) : json(200, {}),
      ),
    },
  }),
  exhibit({
    ...folder,
    title: 'A folder within a hidden folder',
    cases: [],
    visible: `
      Everybody may create folders, and name the parent by its id. A hidden parent was a 403, and a
      missing one a 422.
    `,
    closed: 'The parent is a reference. Hidden and missing are unresolved, and answered alike.',
    askedBy: 'POST of a reference to the parent',
    tells: { channel: 'status' },
    leaky: {
      'GET /folders/:id': getFolder,
      'POST /folders': async (request, folders) => {
        const { parent } = await fields(request)
        if (parent === undefined) return json(201, { id: 'a-new-folder' })
        const row = folders.get(parent)
        if (row === undefined) return json(422, { message: 'no such parent' })
        return isOwner(request, row) ? json(201, {}) : json(403, { message: 'not your parent' })
      },
    },
    mended: {
      'GET /folders/:id': getFolder,
      'POST /folders': async (request, folders) => {
        const { parent } = await fields(request)
        if (parent === undefined) return json(201, { id: 'a-new-folder' })
        const its = Facts.of(collection, () => Permission.grant(), {
          references: [{ resource: 'folder', facts: facts(request, folders.get(parent)) }],
        })
        const verdict = decide(createFolder, authn(request), ...its, policy)
        if (verdict._tag === 'UnresolvedReference') return json(422, { message: 'no such parent' })
        return verdict._tag === 'Ok' ? json(201, {}) : send(verdict)
      },
    },
  }),
  exhibit({
    ...folder,
    title: 'A name that is unique for all',
    cases: ['AIP-133', 'PostgREST (23505 is a 409)'],
    visible: `
      Names were unique in the whole service. To create one that somebody else has was a 409, though
      they never showed it to anybody.
    `,
    closed: `
      No policy can hide a name that is taken from those who may create it. Names are unique for each
      owner, and the server chooses the id.
    `,
    askedBy: 'POST of a taken name to the parent',
    tells: { channel: 'status' },
    leaky: {
      'GET /folders/:id': getFolder,
      'POST /folders': async (request, folders) => {
        const { name = '' } = await fields(request)
        return folders.has(name) ? json(409, { message: 'taken' }) : json(201, { name })
      },
    },
    mended: {
      'GET /folders/:id': getFolder,
      'POST /folders': async (request, folders) => {
        const { name = '' } = await fields(request)
        const row = folders.get(name)
        const isMine = row !== undefined && isOwner(request, row)
        return isMine ? json(409, { message: 'taken' }) : json(201, { name })
      },
    },
  }),
]
