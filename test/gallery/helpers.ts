/**
 * A route beside the thing knows of it: a list, a helper, a map of the site, a batch.
 */
import { decide, Policy, Route } from 'glomar'
import { ask, exhibit, rows, type Exhibit } from './Exhibit.js'
import { authn, facts, fields, isOwner, json, send, type Owned } from './service.js'

const policy = Policy.of({ note: {} })
const readNote = Route.of({ method: 'GET', resource: 'note' })

const notFound = (): Response => json(404, { message: 'not found' })

type Notes = ReadonlyMap<string, Owned>

const decided = (request: Request, notes: Notes, id = ''): Response => {
  const verdict = decide(readNote, authn(request), ...facts(request, notes.get(id)), policy)
  return verdict._tag === 'Ok' ? json(200, { id }) : send(verdict)
}

/** The ids of the notes that the caller may read. */
const readable = (request: Request, notes: Notes): ReadonlyArray<string> =>
  [...notes].flatMap(([id, note]) => (isOwner(request, note) ? [id] : []))

const parameter = (request: Request, name: string): string =>
  new URL(request.url).searchParams.get(name) ?? ''

const note = {
  path: '/notes/emmas-note',
  stranger: 'tara',
  store: rows<Owned>({ 'emmas-note': { owner: 'emma' } }, { 'taras-note': { owner: 'tara' } }),
  entitled: ask('GET /notes/emmas-note'),
} as const

/** Which note is asked for in a query, such as `{ note(id: "emmas-note") { id } }`. */
const idIn = (query = ''): string => /id: *"([^"]*)"/.exec(query)?.[1] ?? ''

export const helpers: ReadonlyArray<Exhibit> = [
  exhibit({
    ...note,
    title: 'A page of the list',
    cases: ['mysociety/alaveteli#286'],
    visible:
      'The number of all notes was in a field of the list, also of those that are not shown.',
    closed: 'What the caller may not see is left out before anything is counted.',
    askedBy: 'GET the parent',
    tells: { channel: 'header', field: 'x-total-count' },
    leaky: {
      'GET /notes/:id': decided,
      'GET /notes': (request, notes) =>
        json(200, readable(request, notes), { 'x-total-count': String(notes.size) }),
    },
    mended: {
      'GET /notes/:id': decided,
      'GET /notes': (request, notes) => {
        const mine = readable(request, notes)
        return json(200, mine, { 'x-total-count': String(mine.length) })
      },
    },
  }),
  exhibit({
    ...note,
    title: 'A suggestion while one types',
    cases: [],
    visible: 'The index that completes names was built from all notes.',
    closed: 'The index answers with ids, which are filtered by permission.',
    askedBy: 'GET …/suggest of the parent',
    tells: { channel: 'body' },
    leaky: {
      'GET /notes/suggest': (request, notes) =>
        json(
          200,
          [...notes.keys()].filter((id) => id.startsWith(parameter(request, 'q'))),
        ),
      'GET /notes/:id': decided,
    },
    mended: {
      'GET /notes/suggest': (request, notes) =>
        json(
          200,
          readable(request, notes).filter((id) => id.startsWith(parameter(request, 'q'))),
        ),
      'GET /notes/:id': decided,
    },
  }),
  exhibit({
    ...note,
    title: 'A helper that says whether it exists',
    cases: [],
    visible:
      'A form asked a route of its own whether a note exists. That route asked for no permission.',
    closed: 'The helper gives the verdict about the note: what it says of a hidden one is "no".',
    askedBy: 'GET …/exists',
    tells: { channel: 'status' },
    leaky: {
      'GET /notes/:id': decided,
      'GET /notes/:id/exists': (_request, notes, id = '') =>
        notes.has(id) ? json(200, { exists: true }) : json(404, { exists: false }),
    },
    mended: {
      'GET /notes/:id': decided,
      'GET /notes/:id/exists': (request, notes, id = '') => {
        const verdict = decide(readNote, authn(request), ...facts(request, notes.get(id)), policy)
        return verdict._tag === 'Ok' ? json(200, { exists: true }) : send(verdict)
      },
    },
  }),
  exhibit({
    ...note,
    title: 'A history of its own',
    cases: [],
    visible: 'The history of a hidden note was empty, and that of a missing one a 404.',
    closed: 'What is below a note is decided on the note.',
    askedBy: 'GET …/history',
    tells: { channel: 'status' },
    leaky: {
      'GET /notes/:id': decided,
      'GET /notes/:id/history': (request, notes, id = '') => {
        const row = notes.get(id)
        if (row === undefined) return notFound()
        return json(200, isOwner(request, row) ? ['made by emma'] : [])
      },
    },
    mended: { 'GET /notes/:id': decided, 'GET /notes/:id/history': decided },
  }),
  exhibit({
    ...note,
    title: 'A map of the site',
    cases: [],
    visible: 'A map for search engines listed every page, because it was made without a caller.',
    closed: 'What is made for everybody lists what is public.',
    stranger: 'anonymous',
    askedBy: 'GET /sitemap.xml',
    tells: { channel: 'body' },
    leaky: {
      'GET /notes/:id': decided,
      'GET /sitemap.xml': (_request, notes) => json(200, [...notes.keys()]),
    },
    mended: { 'GET /notes/:id': decided, 'GET /sitemap.xml': () => json(200, []) },
  }),
  exhibit({
    ...note,
    title: 'An error of the resolver',
    cases: ['neo4j/graphql#1079', 'pothos#1187'],
    visible: 'A note that is refused was null with an error. One that is missing was null without.',
    closed: 'Both are null, with the same errors.',
    askedBy: 'POST /graphql',
    tells: { channel: 'body' },
    leaky: {
      'GET /notes/:id': decided,
      'POST /graphql': async (request, notes) => {
        const row = notes.get(idIn((await fields(request))['query']))
        if (row === undefined) return json(200, { data: { note: null } })
        if (isOwner(request, row)) return json(200, { data: { note: {} } })
        return json(200, { data: { note: null }, errors: [{ message: 'forbidden' }] })
      },
    },
    mended: {
      'GET /notes/:id': decided,
      'POST /graphql': async (request, notes) => {
        const its = facts(request, notes.get(idIn((await fields(request))['query'])))
        const verdict = decide(readNote, authn(request), ...its, policy)
        return json(200, { data: { note: verdict._tag === 'Ok' ? {} : null } })
      },
    },
  }),
  exhibit({
    ...note,
    title: 'A request within a batch',
    cases: ['cyberark/conjur#2071', 'lablup/backend.ai#14024'],
    visible: `
      Each request of a batch has a status of its own. Those about what is refused were 403, although
      the same request alone is a 404.
    `,
    closed: 'An item of a batch gets the verdict that it would get alone.',
    askedBy: 'POST /batch',
    tells: { channel: 'body' },
    leaky: {
      'GET /notes/:id': decided,
      'POST /batch': async (request, notes) => {
        const { ids = [] } = (await fields(request)) as { readonly ids?: ReadonlyArray<string> }
        return json(
          207,
          ids.map((id) => statusOf(request, notes.get(id))),
        )
      },
    },
    mended: {
      'GET /notes/:id': decided,
      'POST /batch': async (request, notes) => {
        const { ids = [] } = (await fields(request)) as { readonly ids?: ReadonlyArray<string> }
        return json(
          207,
          ids.map((id) => decided(request, notes, id).status),
        )
      },
    },
  }),
]

const statusOf = (request: Request, row: Owned | undefined): number =>
  row === undefined ? 404 : isOwner(request, row) ? 200 : 403
