/**
 * Another method tells what GET does not, or an action does.
 */
import { decide, Policy, Route } from 'glomar'
import { ask, exhibit, question, rows, type Exhibit } from './Exhibit.js'
import { authn, facts, isOwner, json, send } from './service.js'

const policy = Policy.of({
  container: {},
  schema: {},
  note: {},
  'note:update': {},
  recipe: {},
  project: {},
  'project:star': {},
})

const getContainer = Route.of({ method: 'GET', resource: 'container' })
const getSchema = Route.of({ method: 'GET', resource: 'schema' })
const getNote = Route.of({ method: 'GET', resource: 'note' })
const updateNote = Route.of({ method: 'PATCH', resource: 'note:update' })
const deleteRecipe = Route.of({ method: 'DELETE', resource: 'recipe' })
const getProject = Route.of({ method: 'GET', resource: 'project' })
const starProject = Route.of({ method: 'POST', resource: 'project:star' })

const noContent = (headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(null, { status: 204, headers: { ...headers } })

export const methods: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'Allow by resource',
    cases: ['solid/specification#188', 'httpwg/http-bis-issues#24'],
    visible: `
      A review of a specification warns of answers to OPTIONS that distinguish types of resources.
      Anybody can probe a server with them for what is stored there, as preflight requests have no
      credentials. The second is about the Allow of a 405: it may not be prudent to tell an
      unauthenticated client all methods.
    `,
    closed: 'OPTIONS is answered per route, before any decision, without a look at what is there.',
    path: '/inbox',
    askedBy: 'OPTIONS',
    tells: { channel: 'header', field: 'allow' },
    stranger: 'anonymous',
    entitled: ask('GET /inbox'),
    store: rows({ inbox: { owner: 'emma' } }),
    leaky: {
      'OPTIONS /:name': (_request, resources, name) =>
        noContent({ allow: resources.has(name) ? 'GET, HEAD, OPTIONS, POST' : 'OPTIONS, PUT' }),
      'GET /:name': (request, resources, name) => {
        const resource = resources.get(name)
        if (resource !== undefined && isOwner(request, resource)) return json(200, { name })
        return json(404, { message: 'not found' })
      },
    },
    mended: {
      'OPTIONS /:name': () => noContent({ allow: 'GET, HEAD, OPTIONS, POST, PUT' }),
      'GET /:name': (request, resources, name) => {
        const resource = resources.get(name)
        const verdict = decide(getContainer, authn(request), ...facts(request, resource), policy)
        return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: '405 for what exists',
    cases: ['sourcemeta/one#1028'],
    visible: `
      A method that is not supported was made a 405 for a schema that exists. A path that leads to
      no schema keeps its 404. (The comment on it says that the 405 cannot enumerate the catalogue
      in this way.)
    `,
    closed: 'What the route does not support is answered 405 for every path of the route.',
    path: '/schemas/emmas-invoice',
    askedBy: 'PUT',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('GET /schemas/emmas-invoice'),
    store: rows({ 'emmas-invoice': { owner: 'emma' } }),
    leaky: {
      'PUT /schemas/:name': (_request, schemas, name) =>
        schemas.has(name)
          ? json(405, { message: 'schemas are read-only' }, { allow: 'GET' })
          : json(404, { message: 'not found' }),
      'GET /schemas/:name': (request, schemas, name) => {
        const schema = schemas.get(name)
        if (schema !== undefined && isOwner(request, schema)) return json(200, { name })
        return json(404, { message: 'not found' })
      },
    },
    mended: {
      'PUT /schemas/:name': () => json(405, { message: 'schemas are read-only' }, { allow: 'GET' }),
      'GET /schemas/:name': (request, schemas, name) => {
        const schema = schemas.get(name)
        const verdict = decide(getSchema, authn(request), ...facts(request, schema), policy)
        return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'PATCH without what GET has',
    cases: ['usehenri/henri#418'],
    visible: 'A refusal of PATCH differed from one of GET.',
    closed: `
      Every method of a thing is decided by the same table. An action that the policy does not name
      gets the strictest rule, never a looser one by accident.
    `,
    path: '/notes/emmas-note',
    askedBy: 'PATCH',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('PATCH /notes/emmas-note', { title: 'Will' }),
    store: rows({ 'emmas-note': { owner: 'emma' } }),
    leaky: {
      'GET /notes/:id': (request, notes, id) => {
        const note = notes.get(id)
        if (note !== undefined && isOwner(request, note)) return json(200, { id })
        return json(404, { message: 'not found' })
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
        const its = facts(request, notes.get(id))
        const verdict = decide(getNote, authn(request), ...its, policy)
        return verdict._tag === 'Ok' ? json(200, { id }) : send(verdict)
      },
      'PATCH /notes/:id': (request, notes, id) => {
        const its = facts(request, notes.get(id))
        const verdict = decide(updateNote, authn(request), ...its, policy)
        return verdict._tag === 'Ok' ? json(200, { id }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'An action below a hidden thing',
    cases: ['gitlab-org/gitlab#12560 (HackerOne 605608)'],
    visible: `
      The error of \`toggle_star.json\` told a user from outside of a group whether a project exists
      in it.
    `,
    closed: 'An action is decided on the thing that it is done to, as strictly as a GET.',
    path: '/projects/payroll',
    askedBy: question('POST /projects/payroll/toggle_star.json'),
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('POST /projects/payroll/toggle_star.json'),
    store: rows({ payroll: { owner: 'emma' } }),
    leaky: {
      'GET /projects/:name': (request, projects, name) => {
        const project = projects.get(name)
        if (project !== undefined && isOwner(request, project)) return json(200, { name })
        return json(404, { message: 'not found' })
      },
      'POST /projects/:name/toggle_star.json': (request, projects, name) => {
        const project = projects.get(name)
        if (project === undefined) return json(404, { message: 'not found' })
        if (isOwner(request, project)) return json(200, { stars: 1 })
        return json(403, { message: 'you cannot star this project' })
      },
    },
    mended: {
      'GET /projects/:name': (request, projects, name) => {
        const its = facts(request, projects.get(name))
        const verdict = decide(getProject, authn(request), ...its, policy)
        return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
      },
      'POST /projects/:name/toggle_star.json': (request, projects, name) => {
        const its = facts(request, projects.get(name))
        const verdict = decide(starProject, authn(request), ...its, policy)
        return verdict._tag === 'Ok' ? json(200, { stars: 1 }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'An idempotent DELETE',
    cases: ['stalniy/casl-examples (packages/express-blog)'],
    visible: `
      An example deletes an article only if it is found and the caller may. It answers 200 about
      what is absent, and 403 about what is forbidden. (No advisory about this was found. Guidelines
      differ on whether the absent is a 204 or a 404.)
    `,
    closed: 'The route expects the thing to be there, and a stranger gets one 404 either way.',
    path: '/recipes/emmas-recipe',
    askedBy: 'DELETE',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('DELETE /recipes/emmas-recipe'),
    store: rows({ 'emmas-recipe': { owner: 'emma' } }),
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
        const its = facts(request, recipes.get(id))
        const verdict = decide(deleteRecipe, authn(request), ...its, policy)
        if (verdict._tag !== 'Ok') return send(verdict)
        recipes.delete(id)
        return noContent()
      },
    },
  }),
]
