/**
 * Reads a configuration. What does not fit is told all at once: where, what was expected, what
 * came.
 */
import {
  checked,
  dictionary,
  list,
  oneOf,
  refined,
  struct,
  text,
  type Misfit,
  type Read,
} from '../../codec/read.js'
import { didYouMean, show } from '../../lib/show.js'
import {
  nobody,
  type Acceptance,
  type Config,
  type Identity,
  type ResourceType,
  type Step,
} from './Config.js'
import type { Wrong } from './Misconfigured.js'
import { lengthOf, readPlace } from './places.js'
import { readRoute } from './routes.js'
import { filled, namesIn, textsIn, type Values } from './templates.js'

const any: Read<unknown> = (u) => u

const path = refined(
  'a path that begins with /',
  (u): u is string => typeof u === 'string' && u.startsWith('/'),
)
const id = refined('an id, in quotes', (u): u is string => typeof u === 'string' && u !== '')
const texts = dictionary(() => undefined, text)

const answerPlace = refined(
  'a place in an answer, such as body.token, header.etag, cookie.session or location',
  (u): u is string =>
    typeof u === 'string' && /^(?:body$|location$|(?:body|header|cookie)\.)/.test(u),
)

const step = struct<Step>(
  { method: text, path },
  { as: text, headers: texts, body: any, take: dictionary(() => undefined, answerPlace) },
)

const steps = list(step)
const login: Read<string | ReadonlyArray<Step>> = (u, at) =>
  typeof u === 'string' ? u : steps(u, at)

const identity = struct<Identity>({}, { headers: texts, login })

const place = refined(
  'a place such as /documents/{id}, document_id or "/moves target"',
  (u): u is string => typeof u === 'string' && readPlace(u) !== undefined,
)

const resourceType = struct<ResourceType>(
  {
    entitled: list(text, (all) => (all.length > 0 ? undefined : 'at least one identity')),
    in: list(place, (all) => (all.length > 0 ? undefined : 'at least one place')),
  },
  { hidden: id, missing: id, spare: id, create: step, remove: step, with: texts, own: texts },
)

const day = refined(
  'a day such as 2027-01-31',
  (u): u is string =>
    typeof u === 'string' && /^\d{4}-\d\d-\d\d$/.test(u) && !Number.isNaN(Date.parse(u)),
)

const fingerprint = refined(
  'a fingerprint as a report prints it, 16 digits from 0 to f',
  (u): u is string => typeof u === 'string' && /^[\da-f]{16}$/.test(u),
)

const acceptance = struct<Acceptance>({ fingerprint, reason: text }, { until: day })

const between = (least: number, most: number) =>
  refined(
    `a number from ${String(least)} to ${String(most)}`,
    (u): u is number => typeof u === 'number' && u >= least && u <= most,
  )

const whole = (most: number) =>
  refined(
    `a whole number from 1 to ${String(most)}`,
    (u): u is number => Number.isInteger(u) && (u as number) >= 1 && (u as number) <= most,
  )

const address = checked<string>((u) => {
  const url = typeof u === 'string' && URL.canParse(u) ? new URL(u) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    return 'an address such as https://api.example'
  return url.search === '' && url.hash === '' && url.username === '' && url.password === ''
    ? undefined
    : 'an address without a query, a fragment and a user'
})

/** A password in an address is not repeated in a message. */
const server: Read<string> = (u, at) =>
  address(typeof u === 'string' ? u.replace(/\/\/[^/]*@/, '//…@') : u, at)

const route = refined(
  'a route such as GET /documents/{id}',
  (u): u is string => typeof u === 'string' && readRoute(u) !== undefined,
)

const isName = (name: string): string | undefined =>
  /^[A-Za-z][\w-]*$/.test(name) && name !== nobody ? undefined : `a name other than ${nobody}`

const config = struct<Config>(
  {
    version: oneOf([1]),
    server,
    identities: dictionary(isName, identity),
    types: dictionary(() => undefined, resourceType),
  },
  {
    $schema: text,
    api: text,
    routes: list(route),
    values: texts,
    methods: oneOf(['safe', 'all']),
    questions: oneOf(['all', 'declared']),
    skip: list(route),
    include: list(route),
    limits: struct({}, { perSecond: between(0.1, 1_000), atOnce: whole(16) }),
    coverage: between(0, 1),
    accept: list(acceptance),
  },
)

/** A configuration, or what does not fit. */
export type ReadConfig =
  | { readonly value: Config; readonly issues?: undefined }
  | { readonly issues: ReadonlyArray<Wrong> }

/** The configuration in data. `env` holds the variables that it may name. */
export const readConfig = (u: unknown, env: Values): ReadConfig => {
  const misfits: Array<Misfit> = []
  const value = config(u, { misfits })
  // what has no shape cannot be held against itself
  const issues = misfits.length > 0 ? misfits : contradictions(value, env)
  return issues.length > 0 ? { issues } : { value }
}

/** What fits alone, and not together. */
const contradictions = (all: Config, env: Values): ReadonlyArray<Wrong> => [
  ...ofSources(all),
  ...ofIdentities(all),
  ...Object.entries(all.types).flatMap(([name, type]) => ofType(name, type, all)),
  ...ofPlaces(all),
  ...ofVariables(all, env),
  ...ofFields(all, env),
]

const ofSources = ({ api, routes }: Config): ReadonlyArray<Wrong> =>
  (api === undefined) === (routes === undefined)
    ? [{ path: ['api'], message: 'expected either `api` or `routes`' }]
    : []

const ofIdentities = ({ identities, types }: Config): ReadonlyArray<Wrong> => {
  const count = Object.keys(identities).length
  return [
    ...(count < 2
      ? [{ path: ['identities'], message: `expected two identities or more, got ${String(count)}` }]
      : []),
    ...(Object.keys(types).length === 0
      ? [{ path: ['types'], message: 'expected at least one resource type, got none' }]
      : []),
  ]
}

const unknownName = (
  at: Wrong['path'],
  kind: string,
  name: string,
  names: ReadonlyArray<string>,
): ReadonlyArray<Wrong> =>
  names.includes(name)
    ? []
    : [
        {
          path: at,
          message: `expected ${kind}, got ${show(name)}${didYouMean(name, names) || `; there are ${names.join(', ')}`}`,
        },
      ]

const ofType = (name: string, type: ResourceType, all: Config): ReadonlyArray<Wrong> => {
  const at = ['types', name]
  const who = Object.keys(all.identities)
  const { hidden, missing, spare, create, remove } = type
  const steps = { create, remove }
  return [
    ...type.entitled.flatMap((each, i) =>
      unknownName([...at, 'entitled', i], 'an identity', each, who),
    ),
    ...Object.keys(type.own ?? {}).flatMap((each) =>
      unknownName([...at, 'own', each], 'an identity', each, who),
    ),
    ...Object.keys(type.with ?? {}).flatMap((each) =>
      unknownName([...at, 'with', each], 'a resource type', each, Object.keys(all.types)),
    ),
    ...Object.entries(steps).flatMap(([key, each]) =>
      each?.as === undefined ? [] : unknownName([...at, key, 'as'], 'an identity', each.as, who),
    ),
    ...((hidden === undefined) === (create === undefined)
      ? [{ path: [...at, 'hidden'], message: 'expected either `hidden` or `create`' }]
      : []),
    ...(missing === undefined && (create === undefined || spare !== undefined)
      ? [{ path: [...at, 'missing'], message: 'expected the id of nothing, got undefined' }]
      : []),
    ...((create === undefined) === (remove === undefined)
      ? []
      : [{ path: [...at, 'create'], message: 'expected `create` and `remove` together' }]),
    ...(create !== undefined && create.take?.['id'] === undefined
      ? [{ path: [...at, 'create', 'take'], message: 'expected `id`, such as { id: body.id }' }]
      : []),
    ...ofIds(at, [
      ['hidden', hidden],
      ['missing', missing],
      ['spare', spare],
    ]),
  ]
}

/** An answer may repeat its path, so ids are of one length; and each is another thing. */
const ofIds = (
  at: ReadonlyArray<string>,
  ids: ReadonlyArray<readonly [string, string | undefined]>,
): ReadonlyArray<Wrong> => {
  const given = ids.flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  const [first] = given
  if (first === undefined) return []
  return given.slice(1).flatMap(([name, value], i) => {
    if (lengthOf(value) !== lengthOf(first[1]))
      return [
        {
          path: [...at, name],
          message: `expected an id as long as \`${first[0]}\` (${String(lengthOf(first[1]))}), got ${String(lengthOf(value))} characters; choose one of that length`,
        },
      ]
    const same = given.slice(0, i + 1).find(([, each]) => each === value)
    return same === undefined
      ? []
      : [
          {
            path: [...at, name],
            message: `expected another id than that of \`${same[0]}\`; choose one that is free`,
          },
        ]
  })
}

/** One place is of one type. */
const ofPlaces = ({ types }: Config): ReadonlyArray<Wrong> => {
  const seen = new Map<string, string>()
  return Object.entries(types).flatMap(([type, { in: places }]) =>
    places.flatMap((each, i) => {
      // the names of parameters in a path do not count
      const key = each.replaceAll(/\{[^{}]*\}/g, '{}')
      const before = seen.get(key)
      seen.set(key, type)
      return before === undefined || before === type
        ? []
        : [
            {
              path: ['types', type, 'in', i],
              message: `expected a place of this type alone, got one of \`${before}\``,
            },
          ]
    }),
  )
}

/** What a header field may hold (RFC 9110 §5.5). Spaces and line ends around it are left out. */
const isField = (text: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(text.trim())

/** Otherwise no request could be sent, and the message of `fetch` might name the value. */
const ofFields = ({ identities }: Config, env: Values): ReadonlyArray<Wrong> =>
  Object.entries(identities).flatMap(([who, { headers = {} }]) =>
    Object.entries(headers)
      .filter(([, template]) => !isField(filled(template, env)))
      .map(([name]) => ({
        path: ['identities', who, 'headers', name],
        message: 'expected what a header field may hold, got other characters; check the variable',
      })),
  )

/** Names that steps take from answers. */
const takenIn = ({ identities }: Config): ReadonlyArray<string> =>
  Object.values(identities).flatMap(({ login = [] }) =>
    typeof login === 'string' ? [] : login.flatMap(({ take = {} }) => Object.keys(take)),
  )

const ofVariables = (all: Config, env: Values): ReadonlyArray<Wrong> => {
  const known = [...takenIn(all), 'id']
  const texts = textsIn({ identities: all.identities, types: all.types })
  // the variable of another caller is no better one
  const used = texts.flatMap(([, template]) => namesIn(template))
  const set = Object.keys(env).filter((name) => (env[name] ?? '') !== '' && !used.includes(name))
  return texts.flatMap(([at, template]) =>
    namesIn(template)
      .filter((name) => !known.includes(name) && (env[name] ?? '') === '')
      .map((name) => ({
        path: at,
        message: `expected the variable ${name} in the environment, got none${didYouMean(name, [...known, ...set]) || '; set it'}`,
      })),
  )
}
