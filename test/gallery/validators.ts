/**
 * Validators and preconditions tell: ETag, 304, 412. RFC 9110 §13.2.1 wants them ignored, unless
 * the answer without them is a 2xx or a 412.
 */
import { decide, Policy, Route } from 'glomar'
import { ask, exhibit, rows, type Exhibit } from './Exhibit.js'
import { authn, facts, isOwner, json, send } from './service.js'

const policy = Policy.of({ document: {}, entry: {}, book: { concealAs: 'forbidden' } })

const getDocument = Route.of({ method: 'GET', resource: 'document' })
const getEntry = Route.of({ method: 'GET', resource: 'entry' })
const updateBook = Route.of({ method: 'PATCH', resource: 'book' })

const isUnchanged = (request: Request, etag: string): boolean =>
  ['*', etag].includes(request.headers.get('if-none-match') ?? '')
const isStale = (request: Request, etag: string): boolean =>
  !['*', etag].includes(request.headers.get('if-match') ?? '*')

const notModified = (etag: string): Response =>
  new Response(null, { status: 304, headers: { etag } })

const diary = { owner: 'emma', etag: '"9f2c"', modified: 'Fri, 02 May 2025 09:00:00 GMT' }

const validatorsOf = (entry: typeof diary | undefined): Readonly<Record<string, string>> =>
  entry === undefined ? {} : { etag: entry.etag, 'last-modified': entry.modified }

export const validators: ReadonlyArray<Exhibit> = [
  exhibit({
    title: '304 before the permission',
    cases: ['linkeddata/gold#77'],
    visible: `
      A change of the access control list of a resource is to be looked for before a 304 is sent.
    `,
    closed: 'Preconditions are looked at after `Ok`, so that they never change a denial.',
    path: '/documents/emmas-will',
    askedBy: 'GET with if-none-match: *',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('GET /documents/emmas-will'),
    store: rows({ 'emmas-will': { owner: 'emma', etag: '"v3"' } }),
    leaky: {
      'GET /documents/:name': (request, documents, name) => {
        const document = documents.get(name)
        if (document === undefined) return json(404, { message: 'not found' })
        if (isUnchanged(request, document.etag)) return notModified(document.etag)
        if (!isOwner(request, document)) return json(404, { message: 'not found' })
        return json(200, { name }, { etag: document.etag })
      },
    },
    mended: {
      'GET /documents/:name': (request, documents, name) => {
        const document = documents.get(name)
        const verdict = decide(getDocument, authn(request), ...facts(request, document), policy)
        if (verdict._tag !== 'Ok') return send(verdict)
        const etag = document?.etag ?? ''
        return isUnchanged(request, etag) ? notModified(etag) : json(200, { name }, { etag })
      },
    },
  }),
  exhibit({
    title: 'A 404 with an ETag',
    cases: ['pubky/pubky-homeserver#435'],
    visible: `
      \`ETag\` and \`Last-Modified\` are to be sent only after the authorisation. Otherwise they
      can be used to probe for what is private.
    `,
    closed: `
      A refusal has its own header fields and takes no others. Validators are added to what is
      served.
    `,
    path: '/pub/emmas-diary',
    askedBy: 'GET',
    tells: { channel: 'header', field: 'etag' },
    stranger: 'tara',
    entitled: ask('GET /pub/emmas-diary'),
    store: rows({ 'emmas-diary': diary }),
    leaky: {
      'GET /pub/:name': (request, entries, name) => {
        const entry = entries.get(name)
        const headers = validatorsOf(entry)
        if (entry !== undefined && isOwner(request, entry)) return json(200, { name }, headers)
        return json(404, { message: 'not found' }, headers)
      },
    },
    mended: {
      'GET /pub/:name': (request, entries, name) => {
        const entry = entries.get(name)
        const verdict = decide(getEntry, authn(request), ...facts(request, entry), policy)
        return verdict._tag === 'Ok' ? json(200, { name }, validatorsOf(entry)) : send(verdict)
      },
    },
  }),
  exhibit({
    title: '412 before the permission',
    cases: ['aip-dev/google.aip.dev#604'],
    visible: `
      As AIP-154 was worded, FAILED_PRECONDITION told an unauthorised caller that an etag is stale,
      and PERMISSION_DENIED that it is current.
    `,
    closed: 'The etag is compared after `Ok`.',
    path: '/v1/books/emmas-book',
    askedBy: 'PATCH with if-match: "0"',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('PATCH /v1/books/emmas-book', {}, { 'if-match': '"v3"' }),
    store: rows({ 'emmas-book': { owner: 'emma', etag: '"v3"' } }),
    leaky: {
      'PATCH /v1/books/:id': (request, books, id) => {
        const book = books.get(id)
        if (book === undefined) return json(403, { code: 'PERMISSION_DENIED' })
        if (isStale(request, book.etag)) return json(412, { code: 'FAILED_PRECONDITION' })
        return isOwner(request, book) ? json(200, { id }) : json(403, { code: 'PERMISSION_DENIED' })
      },
    },
    mended: {
      'PATCH /v1/books/:id': (request, books, id) => {
        const book = books.get(id)
        const verdict = decide(updateBook, authn(request), ...facts(request, book), policy)
        if (verdict._tag !== 'Ok') return send(verdict)
        if (isStale(request, book?.etag ?? '')) return json(412, { code: 'FAILED_PRECONDITION' })
        return json(200, { id })
      },
    },
  }),
]
