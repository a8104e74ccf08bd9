/**
 * What is compared with what. Each group is measured in processes of its own.
 */
import { Authn, decide, Facts, Permission, Policy, Route } from 'glomar'
import { inWords, mix, policy, route } from './facts.js'
import * as floor from './floor.js'
import { agreeing, subject, type Group, type Subject } from './harness.js'
import { typesOf } from './policies.js'
import { randomly } from './statistics.js'

const random = randomly(3)
const pick = <A>(...all: ReadonlyArray<A>): A => all[Math.floor(random() * all.length)] as A

const usual = 4_096

/** Rows, half of them Emma's. */
const owned = (): ReadonlyArray<{ readonly id: number; readonly owner: string }> =>
  Array.from({ length: usual }, (_, id) => ({ id, owner: pick('emma', 'john') }))

/** A peer that were set up wrongly would be fast at refusing everything. */
const right = (rows: ReturnType<typeof owned>, peer: Subject): Subject => {
  const wanted = rows.map(({ owner }) => owner === 'emma')
  if (!peer.answers().every((answer, i) => answer === wanted[i]))
    throw new Error(`${peer.name} gives wrong answers`)
  return peer
}

const casl = async (): Promise<Subject> => {
  const { createMongoAbility, subject: typed } = await import('@casl/ability')
  const rows = owned()
  const ability = createMongoAbility([
    { action: 'read', subject: 'Document', conditions: { owner: 'emma' } },
    { action: 'update', subject: 'Document', conditions: { owner: 'emma' } },
    { action: 'read', subject: 'User' },
  ])
  const documents = rows.map((row) => typed('Document', row))
  return right(
    rows,
    subject('CASL, can', documents, (row) => ability.can('read', row)),
  )
}

const casbin = async (): Promise<Subject> => {
  const { newEnforcer, newModelFromString } = await import('casbin')
  const rows = owned()
  const enforcer = await newEnforcer(
    newModelFromString(`
      [request_definition]
      r = sub, obj, act
      [policy_definition]
      p = sub, obj, act
      [policy_effect]
      e = some(where (p.eft == allow))
      [matchers]
      m = r.sub == r.obj.owner && r.act == p.act
    `),
  )
  await enforcer.addPolicy('owner', 'document', 'read')
  const enforced = subject('casbin, enforceSync', rows, (row) =>
    enforcer.enforceSync('emma', row, 'read'),
  )
  return right(rows, enforced)
}

const constant = mix()

const byHand = subject('by hand', constant.byHand, floor.readDocument)

export const withRoute = (name: string, facts: typeof constant.ours): Subject =>
  subject(name, facts, ({ authn, state, permission }) =>
    decide(route, authn, state, permission, policy),
  )

// ------------------------------------------------------------------ whole requests

interface Arrived<C, R> {
  readonly claims: C
  readonly row: R
}

const people = ['emma', 'john', 'tara', 'olga']
const goodClaims = (): floor.Claims => ({
  sub: pick(...people),
  scope: 'documents:list documents:read',
  acr: 'mfa',
})
const someClaims = (): floor.Claims | undefined => {
  const good = goodClaims()
  return pick<floor.Claims | undefined>(
    ...[good, good, good, good, good],
    { ...good, acr: 'pwd' },
    { ...good, scope: 'documents:list' },
    undefined,
  )
}
const someRow = (id: number): floor.Row => {
  const owner = pick('emma', 'john')
  return { id: String(id), owner, readers: [pick('tara', 'mila'), pick('john', 'nick')] }
}

const authnOf = (claims: floor.Claims | undefined): Authn.Authn =>
  claims === undefined
    ? Authn.anonymous
    : Authn.authenticated({ scopes: claims.scope.split(' '), acr: claims.acr })

const request = (): Group => {
  const arrived: ReadonlyArray<Arrived<floor.Claims | undefined, floor.Row | undefined>> =
    Array.from({ length: usual }, (_, id) => ({
      claims: someClaims(),
      row: pick(someRow(id), undefined),
    }))
  const ours = subject('claims, Authn, Facts.of, decide', arrived, ({ claims, row }) =>
    decide(
      route,
      authnOf(claims),
      ...Facts.of(row, ({ owner, readers }) => {
        if (owner === claims?.sub) return Permission.grant()
        return readers.includes(claims?.sub ?? '')
          ? Permission.deny({ mayKnow: true })
          : Permission.deny()
      }),
      policy,
    ),
  )
  const hand = subject('by hand', arrived, ({ claims, row }) => floor.whole(claims, row))
  return agreeing([hand, ours])
}

const remedy = (): Group => {
  const arrived: ReadonlyArray<Arrived<floor.Claims, floor.Row>> = Array.from(
    { length: usual },
    (_, id) => ({
      claims: { ...goodClaims(), sub: 'tara' },
      row: { ...someRow(id), readers: ['tara'] },
    }),
  )
  const ours = subject('claims, Authn, Facts.of, decide', arrived, ({ claims, row }) =>
    decide(
      route,
      authnOf(claims),
      ...Facts.of(row, ({ id, owner, readers }) => {
        if (owner === claims.sub) return Permission.grant()
        return readers.includes(claims.sub)
          ? Permission.deny({
              mayKnow: true,
              missingPermissions: ['documents:write'],
              requestAccess: `/documents/${id}/access`,
            })
          : Permission.deny()
      }),
      policy,
    ),
  )
  const hand = subject('by hand, frozen', arrived, ({ claims, row }) =>
    floor.wholeWithRemedy(claims, row),
  )
  return agreeing([hand, ours])
}

// ------------------------------------------------------------------ many types, and several things

const types = (): Group => {
  const most = 100_000
  const many = Policy.of(typesOf(most))
  const routes = Object.keys(many.types).map((resource) => Route.of({ method: 'GET', resource }))
  const facts = mix({ callers: ['authenticated'] }, 2 ** 17)
  const order = facts.ours.map(() => Math.floor(random() * most))
  const ours = facts.ours.map(({ authn, state, permission }, i) => ({
    route: routes[order[i] ?? 0] ?? route,
    authn,
    state,
    permission,
  }))
  const hand = facts.byHand.map(({ exists, may }, i) => ({
    type: routes[order[i] ?? 0]?.resource ?? '',
    exists,
    may,
  }))
  const existence = new Map(
    Object.entries(many.types).map(([type, disclosure]) => [type, disclosure.existence]),
  )
  return agreeing([
    subject('by hand, with a Map', hand, floor.readAnything(existence)),
    subject('decide', ours, ({ route, authn, state, permission }) =>
      decide(route, authn, state, permission, many),
    ),
  ])
}

const along = (): Group => {
  const facts = mix({ callers: ['authenticated'], permissions: ['granted', 'denied'] })
  const folder = Facts.of({ id: 1 }, () => Permission.grant())
  const folderOf = [{ resource: 'folder', facts: folder }] as const
  const several = Policy.of({ document: { existence: 'if-may-know' }, folder: {} })
  const made = (options: Facts.Options<typeof folderOf, typeof folderOf>) =>
    facts.ours.map(({ authn, state, permission: authorized }) => {
      const row = state === 'present' ? {} : undefined
      const [, permission] = Facts.of(row, () => authorized, { whenAbsent: authorized, ...options })
      return { authn, state, permission }
    })
  const judged = (name: string, all: ReturnType<typeof made>): Subject =>
    subject(name, all, ({ authn, state, permission }) =>
      decide(route, authn, state, permission, several),
    )
  return [
    withRoute('a thing alone', facts.ours),
    judged('with an ancestor', made({ ancestors: folderOf })),
    judged('with a reference', made({ references: folderOf })),
    judged('with both', made({ ancestors: folderOf, references: folderOf })),
  ]
}

// ------------------------------------------------------------------ policies

const documents = (n: number) => {
  const text = JSON.stringify({ types: typesOf(n) })
  const parse = (): { readonly types: ReturnType<typeof typesOf> } =>
    JSON.parse(text) as ReturnType<typeof parse>
  const parsed = Array.from({ length: 4 }, parse)
  return { parsed, baseline: subject('JSON.parse', [text], (s) => JSON.parse(s) as unknown) }
}

const making = (n: number) => (): Group => {
  const { parsed, baseline } = documents(n)
  return [baseline, subject('Policy.of', parsed, ({ types }) => Policy.of(types))]
}

const decoding = (n: number) => async (): Promise<Group> => {
  const Codec = await import('glomar/codec')
  const { parsed, baseline } = documents(n)
  if (!parsed.every((document) => Codec.Policy.decode(document)._tag === 'Right'))
    throw new Error('a policy does not decode')
  return [baseline, subject('decode', parsed, (document) => Codec.Policy.decode(document))]
}

const decisions = async (): Promise<Group> => [
  ...agreeing([byHand, withRoute('decide', constant.ours)]),
  await casl(),
]

const plain = async (): Promise<Group> => {
  const { requires } = inWords
  const decided = subject('decide', constant.ours, ({ authn, state, permission }) =>
    decide({ method: 'GET', resource: 'document', requires }, authn, state, permission, policy),
  )
  return [...agreeing([byHand, decided]), await casbin()]
}

export const groups = {
  route: decisions,
  plain,
  request,
  remedy,
  types,
  along,
  'making 100': making(100),
  'making 10,000': making(10_000),
  'decoding 100': decoding(100),
  'decoding 10,000': decoding(10_000),
} as const satisfies Readonly<Record<string, () => Group | Promise<Group>>>

export type GroupName = keyof typeof groups
