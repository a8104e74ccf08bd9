/**
 * What the request names beside the target tells: a destination, a source, a foreign key, a name.
 */
import { decide, Facts, Permission, Policy, Route } from 'glomar'
import { ask, exhibit, question, rows, type Exhibit } from './Exhibit.js'
import { authn, collection, facts, fields, isOwner, json, ownerOnly, send } from './service.js'

const policy = Policy.of({ document: {}, folder: {}, comments: {}, uploads: {}, project: {} })

const moveDocument = Route.of({ method: 'PATCH', resource: 'document' })
const createComment = Route.of({ method: 'POST', resource: 'comments', shape: 'collection' })
const startUpload = Route.of({ method: 'POST', resource: 'uploads', shape: 'collection' })

const taras = { owner: 'tara' }
const emmas = { owner: 'emma' }

const documents = new Map([
  ['taras-notes', taras],
  ['emmas-draft', emmas],
])

const sourceOf = (request: Request): string => new URL(request.url).searchParams.get('from') ?? ''

/** What follows `/files/` in the header field. */
const destinationOf = (request: Request): readonly [path: string, folder: string] => {
  const path = request.headers.get('destination')?.replace('/files/', '') ?? ''
  return [path, path.split('/')[0] ?? '']
}

const folders = new Map([
  ['taras', taras],
  ['board', emmas],
])

const foreignKey = { code: '23503', message: 'violates foreign key constraint "document_fkey"' }

export const references: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'A move into a hidden folder',
    cases: ['openobserve/openobserve#14226', 'grafana/grafana#125511', 'hacdias/webdav#179'],
    visible: `
      A move checked the permission on the source, and not on the destination. So it went through to
      a folder that the caller may not write to. (It fails where there is no such folder. So the
      answer tells, too.)
    `,
    closed: `
      The folder is a reference: a thing that the request names. One that is hidden and one that is
      missing are \`UnresolvedReference\`, and the handler answers both alike.
    `,
    path: '/folders/emmas-plans',
    askedBy: question('PATCH /documents/taras-notes', { folder: 'emmas-plans' }),
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('PATCH /documents/emmas-draft', { folder: 'emmas-plans' }),
    store: rows({ 'emmas-plans': emmas }),
    leaky: {
      'PATCH /documents/:id': async (request, all, id) => {
        const document = documents.get(id)
        if (document === undefined || !isOwner(request, document))
          return json(404, { message: 'not found' })
        const { folder = '' } = await fields(request)
        return all.has(folder) ? json(200, { id }) : json(422, { message: 'no such folder' })
      },
    },
    mended: {
      'PATCH /documents/:id': async (request, all, id) => {
        const { folder = '' } = await fields(request)
        const its = Facts.of(documents.get(id), ownerOnly(request), {
          references: [{ resource: 'folder', facts: facts(request, all.get(folder)) }],
        })
        const verdict = decide(moveDocument, authn(request), ...its, policy)
        if (verdict._tag === 'UnresolvedReference') return json(422, { message: 'no such folder' })
        return verdict._tag === 'Ok' ? json(200, { id }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'A rename onto a hidden name',
    cases: ['RFC 4918 §9.9.4', 'owncloud/web#9029'],
    visible: `
      A MOVE with \`Overwrite: F\` is a 412 where the destination is taken. In the second case, a
      user is denied a folder and cannot see it. They cannot create one of its name either. A
      comment says that this must not tell that the folder exists.
    `,
    closed: `
      The new name is a reference that is expected to be absent. Whether it is free is told to a
      caller who may write into that folder, and to nobody else.
    `,
    path: '/files/board/emmas-plan',
    askedBy: question('MOVE /files/taras/notes', undefined, {
      destination: '/files/board/emmas-plan',
    }),
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('MOVE /files/board/draft', undefined, { destination: '/files/board/final' }),
    store: rows({ 'board/emmas-plan': emmas }, { 'taras/notes': taras, 'board/draft': emmas }),
    leaky: {
      'MOVE /files/:folder/:name': (request, files, folder, name) => {
        const file = files.get(`${folder}/${name}`)
        if (file === undefined || !isOwner(request, file))
          return json(404, { message: 'not found' })
        const [path, into] = destinationOf(request)
        if (files.has(path)) return json(412, { message: 'the destination exists' })
        if (folders.get(into)?.owner !== file.owner) return json(403, { message: 'read-only' })
        return json(201, { path })
      },
    },
    mended: {
      'MOVE /files/:folder/:name': (request, files, folder, name) => {
        const [path, into] = destinationOf(request)
        const [, mayWrite] = facts(request, folders.get(into))
        const its = Facts.of(files.get(`${folder}/${name}`), ownerOnly(request), {
          references: [
            {
              resource: 'document',
              expects: 'absent',
              facts: Facts.of(files.get(path), () => mayWrite, { whenAbsent: mayWrite }),
            },
          ],
        })
        const verdict = decide(moveDocument, authn(request), ...its, policy)
        if (verdict._tag === 'Conflict') return json(412, { message: 'the destination exists' })
        if (verdict._tag === 'UnresolvedReference') return json(409, { message: 'no such folder' })
        return verdict._tag === 'Ok' ? json(201, { path }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'A foreign key as an oracle',
    cases: [
      'the documentation of PostgreSQL (Row Security Policies, CREATE POLICY)',
      'that of PostgREST',
    ],
    visible: `
      Checks of unique and foreign keys always bypass row security. So an insert that succeeds tells
      that the row it refers to exists: the first warns of "covert channel" leaks. In the second, a
      violation of a foreign key (23503) is a 409.
    `,
    closed: `
      The document in the body is a reference, and is decided on before the insert. The database has
      nothing left to tell.
    `,
    path: '/documents/emmas-will',
    askedBy: question('POST /comments', { document: 'emmas-will', text: 'first' }),
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('POST /comments', { document: 'emmas-will', text: 'first' }),
    store: rows({ 'emmas-will': emmas }),
    leaky: {
      'POST /comments': async (request, all) => {
        const { document = '', text } = await fields(request)
        return all.has(document) ? json(201, { document, text }) : json(409, foreignKey)
      },
    },
    mended: {
      'POST /comments': async (request, all) => {
        const { document = '', text } = await fields(request)
        const its = Facts.of(collection, () => Permission.grant(), {
          references: [{ resource: 'document', facts: facts(request, all.get(document)) }],
        })
        const verdict = decide(createComment, authn(request), ...its, policy)
        if (verdict._tag === 'UnresolvedReference') return json(409, foreignKey)
        return verdict._tag === 'Ok' ? json(201, { document, text }) : send(verdict)
      },
    },
  }),
  exhibit({
    title: 'A mount from elsewhere',
    cases: ['goharbor/harbor#17097', 'opencontainers/distribution-spec#275'],
    visible: `
      A mount from a repository that does not exist was a 401, "UNAUTHORIZED: project X not found",
      instead of a 202. (The second is about an oracle by time.)
    `,
    closed: `
      The source is a reference. Where it is unresolved, the answer is the 202 of the specification,
      and the upload begins.
    `,
    path: '/projects/payroll',
    askedBy: question('POST /v2/website/blobs?mount=sha256:9f2c&from=payroll'),
    tells: { channel: 'status' },
    stranger: 'tara',
    entitled: ask('POST /v2/website/blobs?mount=sha256:9f2c&from=payroll'),
    store: rows({ payroll: emmas }),
    leaky: {
      'POST /v2/:name/blobs': (request, projects) => {
        const from = sourceOf(request)
        const source = projects.get(from)
        if (source === undefined) return json(401, { message: `project ${from} not found` })
        if (isOwner(request, source)) return json(201, { mounted: true })
        return json(202, { upload: 'begun' })
      },
    },
    mended: {
      'POST /v2/:name/blobs': (request, projects) => {
        const source = projects.get(sourceOf(request))
        const its = Facts.of(collection, () => Permission.grant(), {
          references: [{ resource: 'project', facts: facts(request, source) }],
        })
        const verdict = decide(startUpload, authn(request), ...its, policy)
        if (verdict._tag === 'UnresolvedReference') return json(202, { upload: 'begun' })
        return verdict._tag === 'Ok' ? json(201, { mounted: true }) : send(verdict)
      },
    },
  }),
]
