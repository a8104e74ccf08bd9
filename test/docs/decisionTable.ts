/**
 * `docs/decision-table.md`, written from the engine.
 */
import { STATUS_CODES } from 'node:http'
import {
  Authn,
  decide,
  Disclosure,
  explain,
  Facts,
  Permission,
  Policy,
  render,
  Route,
  unavailable,
  type Rendered,
} from 'glomar'
import { reasons } from '../../src/explain/reasons.js'
import { table } from './markdown.js'

const policy = Policy.of(
  {
    secret: {},
    uniform: { concealAs: 'forbidden' },
    documents: { list: 'empty' },
    document: { existence: 'if-may-know' },
  },
  { realm: 'archive' },
)

type Type = keyof typeof policy.types
type Arguments = Parameters<typeof decide<Type, string, Route.Shape, Route.Expects, string>>

const emma = Authn.authenticated({ scopes: ['documents:read'], acr: 'pwd', age: 900 })

/** By default a request by Emma about an existing thing. She is denied and may know. */
const about = (
  resource: Type,
  {
    route = {},
    authn = emma,
    facts: [state, permission] = ['present', Permission.deny({ mayKnow: true })],
  }: {
    readonly route?: Partial<Omit<Route.RouteInWords, 'resource' | 'method'>>
    readonly authn?: Authn.Authn
    readonly facts?: Facts.Facts<Type, string>
  },
): Arguments => [Route.of({ method: 'GET', resource, ...route }), authn, state, permission, policy]

const missing = Facts.of(null, () => Permission.deny())

/** A request for each row of the table, which it is the first to hold for. */
const specimens: Readonly<Record<keyof typeof reasons, Arguments>> = {
  1: about('document', { authn: Authn.rejected('expired') }),
  2: about('document', { route: { requires: { acrValues: ['mfa'], maxAge: 300 } } }),
  3: about('document', { route: { requires: { scopes: ['documents:read', 'documents:list'] } } }),
  4: about('document', { facts: ['present', Permission.grant()] }),
  '5a': about('secret', { authn: Authn.anonymous }),
  '5b': about('documents', { route: { shape: 'collection' } }),
  '5c': about('uniform', {}),
  '5d': about('secret', {}),
  6: about('document', { facts: ['absent', Permission.grant()] }),
  7: about('document', { route: { expects: 'absent' }, facts: ['present', Permission.grant()] }),
  8: about('document', { authn: Authn.anonymous }),
  '9a': about('document', {
    facts: ['present', Permission.stepUp({ mayKnow: true, acrValues: ['mfa'], maxAge: 300 })],
  }),
  '9b': about('document', {
    facts: [
      'present',
      Permission.deny({
        mayKnow: true,
        missingPermissions: ['documents:read'],
        requestAccess: '/access-requests',
      }),
    ],
  }),
  unresolved: about('document', {
    facts: Facts.of('a row', () => Permission.grant(), {
      references: [{ resource: 'document', facts: missing }],
    }),
  }),
}

interface Entry {
  readonly row: string
  readonly answer: string
  readonly because: string
  readonly cites: ReadonlyArray<string>
  readonly rendered: Rendered | undefined
}

const entry = (row: keyof typeof reasons): Entry => {
  const explained = explain(...specimens[row])
  if (explained.row !== row)
    throw new Error(`the specimen of row ${row} is of row ${explained.row}`)
  const verdict = decide(...specimens[row])
  const rendered = 'status' in verdict ? render(verdict) : undefined
  return {
    row,
    answer: rendered ? headingOf(rendered) : `\`${verdict._tag}\``,
    because: explained.because,
    cites: explained.cites,
    rendered,
  }
}

const headingOf = ({ status, code }: Rendered): string => `${String(status)} \`${code}\``

const asSent = ({ status, headers, body }: Rendered): string => {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const text = JSON.stringify(JSON.parse(body), null, 2)
  const phrase = String(STATUS_CODES[status])
  return ['```http', `HTTP/1.1 ${String(status)} ${phrase}`, ...fields, '', text, '```'].join('\n')
}

/** Each refusal once: the first of those with the same code. */
const refusals = (entries: ReadonlyArray<Entry>): ReadonlyArray<string> =>
  entries.flatMap(({ answer, rendered }, i) => {
    const alike = entries.filter((other) => other.answer === answer)
    if (rendered === undefined || alike[0] !== entries[i]) return []
    const rows = alike.map(({ row }) => row).join(', ')
    return [`### ${answer} (row ${rows})`, asSent(rendered)]
  })

/** The whole page. */
export const decisionTable = (): string => {
  const entries = (Object.keys(reasons) as Array<keyof typeof reasons>).sort().map(entry)
  const rows = entries.map(({ row, because, answer, cites }) => [
    row,
    because,
    answer,
    cites.join(', '),
  ])
  const knobs = Object.entries(Disclosure.knobs).map(([knob, values]) => [
    `\`${knob}\``,
    values.map((value) => `\`${value}\``).join(' · '),
  ])
  return `${[
    '# The decision table',
    '<!-- Written by `npm run docs` from the engine. A test fails when the two differ. -->',
    [
      'The first row that holds is the answer.',
      'Rows 1 to 3 never look at the resource or the permission.',
    ].join('\n'),
    table(['row', 'when', 'answer', 'rests on'], rows),
    [
      '- A caller is *granted* if the permission check said so.',
      '- A caller is *entitled* if the policy says that they may learn whether the thing exists.',
      '- A *stranger* is neither granted nor entitled.',
      '- On a route that requires anything, a caller without credentials counts as denied',
      '  and without `mayKnow`.',
      '- Below an ancestor that is missing, or hidden from the caller, nobody is entitled.',
    ].join('\n'),
    [
      '`Ok`, `Empty`, `Conflict` and `UnresolvedReference` have no status: the handler answers.',
      '`unresolved` is the row of [references](recipes.md#references).',
      'References are judged after the target is `Ok`.',
    ].join('\n'),
    '## The knobs of a resource type, strictest first',
    table(['knob', 'values'], knobs),
    [
      'A type that the policy does not name has every knob at its strictest.',
      '`existence` and `anonymous` order policies by what they disclose.',
      'The other two hide alike. Their order is a convention that makes `combine` total.',
    ].join('\n'),
    '## The refusals, as they are sent',
    [
      'They come from a service with the realm `archive` and Bearer tokens.',
      'The server adds `Date` and the length of the body.',
    ].join('\n'),
    ...refusals(entries),
    `### ${headingOf(render(unavailable))} (a fact could not be had)`,
    asSent(render(unavailable)),
  ].join('\n\n')}\n`
}
