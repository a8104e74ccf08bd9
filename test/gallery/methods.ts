/**
 * Another method tells what GET does not.
 */
import { Policy, prepare } from 'glomar'
import { ask, exhibit, rows, type Exhibit } from './Exhibit.js'
import { authn, facts, isOwner, json, send } from './service.js'

const policy = Policy.of({ container: {}, schema: {}, note: {}, recipe: {} })

const getContainer = prepare({ method: 'GET', resource: 'container' }, policy)
const getSchema = prepare({ method: 'GET', resource: 'schema' }, policy)
const getNote = prepare({ method: 'GET', resource: 'note' }, policy)
const updateNote = prepare({ method: 'PATCH', resource: 'note' }, policy)
const deleteRecipe = prepare({ method: 'DELETE', resource: 'recipe' }, policy)

const noContent = (headers: Readonly<Record<string, string>> = {}): Response => new Response(null, { status: 204, headers: { ...headers } })

export const methods: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'Allow by resource',
    cases: ['solid/specification#188', 'httpwg/http-bis-issues#24'],
    visible:
      'A review of a specification warns: if answers to OPTIONS distinguish types of resources, anybody can probe a server for what is stored there, as preflight requests have no credentials. The second, about the Allow of a 405, holds that it may not be prudent to tell an unauthenticated client all methods.',
    closed: 'OPTIONS is answered per route, before any decision, without a look at what is there.',
    path: '/inbox',
    askedBy: 'OPTIONS',
    tells: { channel: 'header', field: 'allow' },
    stranger: 'anonymous',
    entitled: ask('GET /inbox'),
    store: rows({ inbox: { owner: 'emma', container: true } }),
    leaky: {
      'OPTIONS /:name': (_request, resources, name) => {
        const resource = resources.get(name)
        if (resource === undefined) return noContent({ allow: 'OPTIONS, PUT' })
        return noContent({ allow: resource.container ? 'GET, HEAD, OPTIONS, POST' : 'GET, HEAD, OPTIONS, PUT, DELETE' })
      },
      'GET /:name': (request, resources, name) => {
        const resource = resources.get(name)
        return resource === undefined || !isOwner(request, resource) ? json(404, { message: 'not found' }) : json(200, { name })
      },
    },
    mended: {
      'OPTIONS /:name': () => noContent({ allow: 'GET, HEAD, OPTIONS, PUT, POST, DELETE' }),
      'GET /:name': (request, resources, name) => {
        const verdict = getContainer(authn(request), ...facts(request, resources.get(name)))
        return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: '405 for what exists',
    cases: ['sourcemeta/one#1028'],
    visible:
      'A method that is not supported was made a 405 for a schema that exists, while a path that resolves to nothing keeps its 404. (The comment on it says that the 405 cannot enumerate the catalogue in this way.)',
    closed: 'What the route does not support is answered 405 for every path of the route.',
    path: '/schemas/invoice',
    askedBy: 'PUT',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('GET /schemas/invoice'),
    store: rows({ invoice: { owner: 'emma' } }),
    leaky: {
      'PUT /schemas/:name': (_request, schemas, name) =>
        schemas.has(name) ? json(405, { message: 'schemas are read-only' }, { allow: 'GET' }) : json(404, { message: 'not found' }),
      'GET /schemas/:name': (request, schemas, name) => {
        const schema = schemas.get(name)
        return schema === undefined || !isOwner(request, schema) ? json(404, { message: 'not found' }) : json(200, { name })
      },
    },
    mended: {
      'PUT /schemas/:name': () => json(405, { message: 'schemas are read-only' }, { allow: 'GET' }),
      'GET /schemas/:name': (request, schemas, name) => {
        const verdict = getSchema(authn(request), ...facts(request, schemas.get(name)))
        return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'PATCH without what GET has',
    cases: ['usehenri/henri#418'],
    visible: 'A refusal of PATCH differed from one of GET.',
    closed: 'Every method of a thing is decided by the same table.',
    path: '/notes/7',
    askedBy: 'PATCH',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('PATCH /notes/7', { title: 'Will' }),
    store: rows({ '7': { owner: 'emma' } }),
    leaky: {
      'GET /notes/:id': (request, notes, id) => {
        const note = notes.get(id)
        return note === undefined || !isOwner(request, note) ? json(404, { message: 'not found' }) : json(200, { id })
      },
      'PATCH /notes/:id': (request, notes, id) => {
        const note = notes.get(id)
        if (note === undefined) return json(404, { message: 'not found' })
        if (!isOwner(request, note)) return json(403, { message: 'only the owner can edit' })
        return json(200, { id })
      },
    },
    mended: {
      'GET /notes/:id': (request, notes, id) => {
        const verdict = getNote(authn(request), ...facts(request, notes.get(id)))
        return verdict._tag === 'Ok' ? json(200, { id }) : send(verdict)
      },
      'PATCH /notes/:id': (request, notes, id) => {
        const verdict = updateNote(authn(request), ...facts(request, notes.get(id)))
        return verdict._tag === 'Ok' ? json(200, { id }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'An idempotent DELETE',
    cases: ['stalniy/casl-examples (packages/express-blog)'],
    visible:
      'An example deletes an article only if it is found and the caller may: it answers 200 about what is absent, and 403 about what is forbidden. (No advisory about this was found; guidelines differ on whether the absent is a 204 or a 404.)',
    closed: 'The route expects the thing to be there, and a stranger gets one 404 either way.',
    path: '/recipes/7',
    askedBy: 'DELETE',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('DELETE /recipes/7'),
    store: rows({ '7': { owner: 'emma' } }),
    leaky: {
      'DELETE /recipes/:id': (request, recipes, id) => {
        const recipe = recipes.get(id)
        // to delete twice is no error
        if (recipe === undefined) return noContent()
        if (!isOwner(request, recipe)) return json(403, { message: 'forbidden' })
        recipes.delete(id)
        return noContent()
      },
    },
    mended: {
      'DELETE /recipes/:id': (request, recipes, id) => {
        const verdict = deleteRecipe(authn(request), ...facts(request, recipes.get(id)))
        if (verdict._tag !== 'Ok') return send(verdict)
        recipes.delete(id)
        return noContent()
      },
    },
  }),
]
