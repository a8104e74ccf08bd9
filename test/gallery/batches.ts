/**
 * Many answers in one tell, if one of them does.
 */
import { Policy, prepare, screen } from 'glomar'
import { ask, exhibit, question, rows, type Exhibit } from './Exhibit.js'
import { authn, facts, fields, isOwner, json, send } from './service.js'

const policy = Policy.of({ session: {}, call: {} })

const session = { method: 'DELETE', resource: 'session' } as const
const deleteSession = prepare(session, policy)
const getCall = prepare({ method: 'GET', resource: 'call' }, policy)

const idsOf = (request: Request): ReadonlyArray<string> => new URL(request.url).searchParams.get('ids')?.split(',') ?? []

const wanted = /call\(id: "(\w+)"\)/

export const batches: ReadonlyArray<Exhibit> = [
  exhibit({
    title: 'An outcome for each id',
    cases: ['lablup/backend.ai#14024', 'lablup/backend.ai#13921'],
    visible:
      'A call about many ids is to answer once for each, and to tell a denial from a miss. In the second case, reading many ids was made to answer null for a miss and an error for a denial.',
    closed: 'Each item is answered with the verdict that it would get alone.',
    path: '/sessions/8',
    askedBy: question('DELETE /sessions?ids=7,8'),
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('DELETE /sessions?ids=8'),
    store: rows({ '8': { owner: 'emma' } }, { '7': { owner: 'tara' } }),
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
        const stopped = screen(session, authn(request), policy)
        if (stopped !== undefined) return send(stopped)
        const outcome = (id: string) => {
          const verdict = deleteSession(authn(request), ...facts(request, sessions.get(id)))
          return verdict._tag === 'Ok' ? 'deleted' : verdict.body
        }
        return json(200, Object.fromEntries(idsOf(request).map((id) => [id, outcome(id)])))
      },
    },
  }),
  exhibit({
    title: 'null with an error, null without',
    cases: ['neo4j/graphql#1079', 'Graphcool/graphcool-framework#499', 'hayes/pothos#1187', 'AstrumU/graphql-authz#68'],
    visible:
      'An empty result could be told from a "forbidden" error; in the second case, an error about permissions revealed what exists. The last two ask for null where a check fails: the third got null and an error.',
    closed: 'A refused field is null with the same error, whether there is anything to refuse or not.',
    path: '/calls/7',
    askedBy: question('POST /graphql', { query: '{ call(id: "7") { id } }' }),
    tells: { channel: 'body' },
    stranger: 'tara',
    entitled: ask('POST /graphql', { query: '{ call(id: "7") { id } }' }),
    store: rows({ '7': { owner: 'emma' } }),
    leaky: {
      'POST /graphql': async (request, calls) => {
        const id = wanted.exec((await fields(request))['query'] ?? '')?.[1] ?? ''
        const call = calls.get(id)
        if (call === undefined) return json(200, { data: { call: null } })
        if (!isOwner(request, call)) return json(200, { data: { call: null }, errors: [{ message: 'Forbidden', path: ['call'] }] })
        return json(200, { data: { call: { id } } })
      },
    },
    mended: {
      'POST /graphql': async (request, calls) => {
        const id = wanted.exec((await fields(request))['query'] ?? '')?.[1] ?? ''
        const verdict = getCall(authn(request), ...facts(request, calls.get(id)))
        if (verdict._tag === 'Ok') return json(200, { data: { call: { id } } })
        return json(200, { data: { call: null }, errors: [{ message: verdict.body.title, path: ['call'] }] })
      },
    },
  }),
]
