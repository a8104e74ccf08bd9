/**
 * Validators and preconditions tell: ETag, 304, 412. RFC 9110 §13.2.1 wants them ignored unless the answer without them is a 2xx or a 412.
 */
import { Policy, prepare } from 'glomar'
import { ask, exhibit, rows, type Exhibit } from './Exhibit.js'
import { authn, facts, isOwner, json, send } from './service.js'

const policy = Policy.of({ document: {}, entry: {}, book: { concealAs: 'forbidden' } })

const getDocument = prepare({ method: 'GET', resource: 'document' }, policy)
const getEntry = prepare({ method: 'GET', resource: 'entry' }, policy)
const updateBook = prepare({ method: 'PATCH', resource: 'book', requires: { permission: 'books.update' } }, policy)

const isUnchanged = (request: Request, etag: string): boolean => ['*', etag].includes(request.headers.get('if-none-match') ?? '')
const isStale = (request: Request, etag: string): boolean => !['*', etag].includes(request.headers.get('if-match') ?? '*')

const notModified = (etag: string): Response => new Response(null, { status: 304, headers: { etag } })

export const validators: ReadonlyArray<Exhibit> = [
  exhibit({
    title: '304 before the permission',
    cases: ['linkeddata/gold#77'],
    visible: 'Whether the access control list of a resource has changed is to be checked before a 304 is sent.',
    closed: 'Preconditions are looked at after `Ok`, so that they never change a denial.',
    path: '/documents/will',
    askedBy: 'GET with if-none-match: *',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('GET /documents/will'),
    store: rows({ will: { owner: 'emma', etag: '"v3"' } }),
    leaky: {
      'GET /documents/:name': (request, documents, name) => {
        const document = documents.get(name)
        if (document !== undefined && isUnchanged(request, document.etag)) return notModified(document.etag)
        if (document === undefined || !isOwner(request, document)) return json(404, { message: 'not found' })
        return json(200, { name }, { etag: document.etag })
      },
    },
    mended: {
      'GET /documents/:name': (request, documents, name) => {
        const document = documents.get(name)
        const verdict = getDocument(authn(request), ...facts(request, document))
        if (verdict._tag !== 'Ok') return send(verdict)
        const etag = document?.etag ?? ''
        return isUnchanged(request, etag) ? notModified(etag) : json(200, { name }, { etag })
      },
    },
  }),
  exhibit({
    title: 'A 404 with an ETag',
    cases: ['pubky/pubky-homeserver#435'],
    visible:
      '`ETag` and `Last-Modified` are to be sent only after the authorisation, so that they cannot be used to probe for what is private.',
    closed: 'A refusal has its own headers and takes no others; validators are added to what is served.',
    path: '/pub/diary',
    askedBy: 'GET',
    tells: { channel: 'header', field: 'etag' },
    stranger: 'tara',
    entitled: ask('GET /pub/diary'),
    store: rows({ diary: { owner: 'emma', etag: '"9f2c"', modified: 'Fri, 02 May 2025 09:00:00 GMT' } }),
    leaky: {
      'GET /pub/:name': (request, entries, name) => {
        const entry = entries.get(name)
        const headers = entry === undefined ? {} : { etag: entry.etag, 'last-modified': entry.modified }
        if (entry === undefined || !isOwner(request, entry)) return json(404, { message: 'not found' }, headers)
        return json(200, { name }, headers)
      },
    },
    mended: {
      'GET /pub/:name': (request, entries, name) => {
        const entry = entries.get(name)
        const verdict = getEntry(authn(request), ...facts(request, entry))
        if (verdict._tag !== 'Ok') return send(verdict)
        return json(200, { name }, { etag: entry?.etag ?? '', 'last-modified': entry?.modified ?? '' })
      },
    },
  }),
  exhibit({
    title: '412 before the permission',
    cases: ['aip-dev/google.aip.dev#604'],
    visible:
      'As AIP-154 was worded, FAILED_PRECONDITION told an unauthorised caller that an etag is stale, and PERMISSION_DENIED that it is current.',
    closed: 'The etag is compared after `Ok`.',
    path: '/v1/books/7',
    askedBy: 'PATCH with if-match: "0"',
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('PATCH /v1/books/7', {}, { 'if-match': '"v3"' }),
    store: rows({ '7': { owner: 'emma', etag: '"v3"' } }),
    leaky: {
      'PATCH /v1/books/:id': (request, books, id) => {
        const book = books.get(id)
        if (book !== undefined && isStale(request, book.etag)) return json(412, { code: 'FAILED_PRECONDITION' })
        if (book === undefined || !isOwner(request, book)) return json(403, { code: 'PERMISSION_DENIED' })
        return json(200, { id })
      },
    },
    mended: {
      'PATCH /v1/books/:id': (request, books, id) => {
        const book = books.get(id)
        const verdict = updateBook(authn(request), ...facts(request, book))
        if (verdict._tag !== 'Ok') return send(verdict)
        return isStale(request, book?.etag ?? '') ? json(412, { code: 'FAILED_PRECONDITION' }) : json(200, { id })
      },
    },
  }),
]
