/**
 * Many answers in one tell, if one of them does.
 */
import { decide, decideBeforeLookup, Policy, Route } from 'glomar'
import { ask, exhibit, question, rows, type Exhibit } from './Exhibit.js'
import { authn, facts, fields, isOwner, json, send } from './service.js'

const policy = Policy.of({ session: {}, document: {} })

const deleteSession = Route.of({ method: 'DELETE', resource: 'session' })
const getDocument = Route.of({ method: 'GET', resource: 'document' })

const idsOf = (request: Request): ReadonlyArray<string> =>
  new URL(request.url).searchParams.get('ids')?.split(',') ?? []

const query = '{ document(id: "emmas-will") { id } }'

const idIn = (text = ''): string => /document\(id: "([\w-]+)"\)/.exec(text)?.[1] ?? ''

export const batches: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'An outcome for each id',
    cases: ['lablup/backend.ai#14024', 'lablup/backend.ai#13921'],
    visible: `
      A request about many ids is to answer once for each, and to tell a denial from a miss. In the
      second case, a request that reads many ids was made to answer null for a miss, and an error
      for a denial.
    `,
    closed: 'Each item is answered with the verdict that it would get alone.',
    path: '/sessions/emmas-session',
    askedBy: question('DELETE /sessions?ids=taras-session,emmas-session'),
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('DELETE /sessions?ids=emmas-session'),
    store: rows({ 'emmas-session': { owner: 'emma' } }, { 'taras-session': { owner: 'tara' } }),
    leaky: {
      'DELETE /sessions': (request, sessions) => {
        const outcome = (id: string) => {
          const found = sessions.get(id)
          if (found === undefined) return 'not found'
          return isOwner(request, found) ? 'deleted' : 'denied'
        }
        return json(200, Object.fromEntries(idsOf(request).map((id) => [id, outcome(id)])))
      },
    },
    mended: {
      'DELETE /sessions': (request, sessions) => {
        const stopped = decideBeforeLookup(deleteSession, authn(request), policy)
        if (stopped !== undefined) return send(stopped)
        const outcome = (id: string) => {
          const its = facts(request, sessions.get(id))
          const verdict = decide(deleteSession, authn(request), ...its, policy)
          return verdict._tag === 'Ok' ? 'deleted' : verdict.body
        }
        return json(200, Object.fromEntries(idsOf(request).map((id) => [id, outcome(id)])))
      },
    },
  }),
  exhibit({
    title: 'null with an error, null without',
    cases: [
      'neo4j/graphql#1079',
      'Graphcool/graphcool-framework#499',
      'hayes/pothos#1187',
      'AstrumU/graphql-authz#68',
    ],
    visible: `
      An empty result could be told from a "forbidden" error. In the second case, an error about
      permissions told what exists. The last two ask for null where a check fails, and the third
      got null and an error.
    `,
    closed: `
      A field that is refused is null with the same error, whether there is anything to refuse or
      not.
    `,
    path: '/documents/emmas-will',
    askedBy: question('POST /graphql', { query }),
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('POST /graphql', { query }),
    store: rows({ 'emmas-will': { owner: 'emma' } }),
    leaky: {
      'POST /graphql': async (request, documents) => {
        const id = idIn((await fields(request))['query'])
        const document = documents.get(id)
        if (document === undefined) return json(200, { data: { document: null } })
        if (isOwner(request, document)) return json(200, { data: { document: { id } } })
        return json(200, { data: { document: null }, errors: [{ message: 'Forbidden' }] })
      },
    },
    mended: {
      'POST /graphql': async (request, documents) => {
        const id = idIn((await fields(request))['query'])
        const its = facts(request, documents.get(id))
        const verdict = decide(getDocument, authn(request), ...its, policy)
        if (verdict._tag === 'Ok') return json(200, { data: { document: { id } } })
        return json(200, { data: { document: null }, errors: [{ message: verdict.body.title }] })
      },
    },
  }),
]
