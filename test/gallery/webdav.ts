/**
 * The methods of WebDAV have gates of their own.
 */
import { decide, Policy, Route } from 'glomar'
import { ask, exhibit, rows, type Exhibit } from './Exhibit.js'
import { authn, facts, isOwner, json, send, type Owned } from './service.js'

const policy = Policy.of({ file: {}, folder: {} })

const readFile = Route.of({ method: 'GET', resource: 'file' })
const describeFile = Route.of({ method: 'PROPFIND', resource: 'file' })
const lockFile = Route.of({ method: 'LOCK', resource: 'file' })
const copyFile = Route.of({ method: 'COPY', resource: 'file' })
const makeFolder = Route.of({ method: 'MKCOL', resource: 'folder', expects: 'absent' })

const notFound = (): Response => json(404, { message: 'not found' })

const getFile = (request: Request, files: ReadonlyMap<string, Owned>, name = ''): Response => {
  const verdict = decide(readFile, authn(request), ...facts(request, files.get(name)), policy)
  return verdict._tag === 'Ok' ? json(200, { name }) : send(verdict)
}

const file = {
  path: '/files/emmas-plan',
  stranger: 'tara',
  store: rows<Owned>({ 'emmas-plan': { owner: 'emma' } }),
} as const

export const webdav: ReadonlyArray<Exhibit> = [
  exhibit({
    ...file,
    title: 'Properties without the permission to read',
    cases: ['RFC 4918 §9.1'],
    visible: `
      PROPFIND answers with a 207, and the statuses of the properties are in the body. So a check of
      each property is a 207 about a file that exists, and a 404 about one that does not.
    `,
    closed: 'The file is decided on before its properties are.',
    askedBy: 'PROPFIND',
    tells: { channel: 'status' },
    entitled: ask('PROPFIND /files/emmas-plan'),
    leaky: {
      'GET /files/:name': getFile,
      'PROPFIND /files/:name': (request, files, name = '') => {
        const row = files.get(name)
        if (row === undefined) return notFound()
        return json(207, { displayname: isOwner(request, row) ? name : 403 })
      },
    },
    mended: {
      'GET /files/:name': getFile,
      'PROPFIND /files/:name': (request, files, name = '') => {
        const its = facts(request, files.get(name))
        const verdict = decide(describeFile, authn(request), ...its, policy)
        return verdict._tag === 'Ok' ? json(207, { displayname: name }) : send(verdict)
      },
    },
  }),
  exhibit({
    ...file,
    title: 'A lock on a name that is free',
    cases: ['RFC 4918 §7.3'],
    visible: `
      A lock on a name that is free makes an empty file, with a 201. A lock on what somebody else has
      is refused.
    `,
    closed: `
      The route expects the file to be there. Whoever may create files in the folder does so by a
      PUT, which is decided on the folder.
    `,
    askedBy: 'LOCK',
    tells: { channel: 'status' },
    entitled: ask('LOCK /files/emmas-plan'),
    leaky: {
      'GET /files/:name': getFile,
      'LOCK /files/:name': (request, files, name = '') => {
        const row = files.get(name)
        if (row === undefined) return json(201, { lock: 'taken' })
        return isOwner(request, row) ? json(200, { lock: 'taken' }) : json(423, { lock: 'refused' })
      },
    },
    mended: {
      'GET /files/:name': getFile,
      'LOCK /files/:name': (request, files, name = '') => {
        const its = facts(request, files.get(name))
        const verdict = decide(lockFile, authn(request), ...its, policy)
        return verdict._tag === 'Ok' ? json(200, { lock: 'taken' }) : send(verdict)
      },
    },
  }),
  exhibit({
    ...file,
    title: 'A copy of what one may not read',
    cases: ['RFC 4918 §9.8.5'],
    visible: `
      The destination of a COPY is looked at once the source is found. Without a folder to copy into,
      a source that exists is a 409.
    `,
    closed: 'The source is the target: what is wrong with the destination is said behind `Ok`.',
    askedBy: 'COPY',
    tells: { channel: 'status' },
    entitled: ask('COPY /files/emmas-plan', undefined, { destination: '/files/copy' }),
    leaky: {
      'GET /files/:name': getFile,
      'COPY /files/:name': (request, files, name = '') => {
        const row = files.get(name)
        if (row === undefined) return notFound()
        if (request.headers.get('destination') !== '/files/copy')
          return json(409, { folder: 'none' })
        return isOwner(request, row) ? json(201, {}) : notFound()
      },
    },
    mended: {
      'GET /files/:name': getFile,
      'COPY /files/:name': (request, files, name = '') => {
        const its = facts(request, files.get(name))
        const verdict = decide(copyFile, authn(request), ...its, policy)
        if (verdict._tag !== 'Ok') return send(verdict)
        if (request.headers.get('destination') !== '/files/copy')
          return json(409, { folder: 'none' })
        return json(201, {})
      },
    },
  }),
  exhibit({
    ...file,
    title: 'A folder of a name that is taken',
    cases: ['RFC 4918 §9.3.1'],
    visible: `
      MKCOL is a 405 where the name is taken. Elsewhere, it is a 403 for whoever may not create
      folders.
    `,
    closed: `
      The route expects the name to be free. Whoever may not create folders gets one answer, and no
      look is taken at the name.
    `,
    askedBy: 'MKCOL',
    tells: { channel: 'status' },
    entitled: ask('GET /files/emmas-plan'),
    leaky: {
      'GET /files/:name': getFile,
      'MKCOL /files/:name': (_request, files, name = '') =>
        files.has(name) ? json(405, { message: 'taken' }) : json(403, { message: 'read-only' }),
    },
    mended: {
      'GET /files/:name': getFile,
      'MKCOL /files/:name': (request, files, name = '') => {
        const its = facts(request, files.get(name))
        const verdict = decide(makeFolder, authn(request), ...its, policy)
        if (verdict._tag === 'Conflict') return json(405, { message: 'taken' })
        return verdict._tag === 'Ok' ? json(201, { name }) : send(verdict)
      },
    },
  }),
]
