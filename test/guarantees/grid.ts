/**
 * Which policies a request is looked at under: each one there is, or one of each class.
 *
 * Two disclosures are of one class where every single answer about a thing is the same under both,
 * and the concealed answer, too. Two requests are of one class where all of these are the same to
 * both. The twin says so, and not the engine.
 */
import type { Policy } from 'glomar'
import { Disclosure } from 'glomar'
import { standingAlone } from './law.js'
import { evaluate, type Situation, type Deciding } from './subject.js'
import { twin } from './twin.js'
import {
  disclosures,
  factsAbout,
  inAFolder,
  oneThing,
  policyOf,
  requests,
  routeOf,
  withATeam,
  worldOf,
  type Asked,
  type Fact,
  type Type,
  type World,
} from './world.js'

/** What is judged together: every world of it, and what stands beside the target. */
export interface Kind {
  readonly name: string
  readonly worlds: ReadonlyArray<World>
  readonly other: Type | undefined
}

export const kinds = {
  alone: { name: 'one thing', worlds: oneThing, other: undefined },
  ancestor: { name: 'a target with an ancestor', worlds: inAFolder, other: 'folder' },
  reference: { name: 'a target with a reference', worlds: withATeam, other: 'team' },
} as const satisfies Readonly<Record<string, Kind>>

export type How = 'every point' | 'by class'

/** Some disclosures, and the pairs of their places of which the first is one step stricter. */
interface Choice {
  readonly disclosures: ReadonlyArray<Disclosure.Disclosure>
  readonly steps: ReadonlyArray<readonly [strict: number, loose: number]>
}

/** The pairs of disclosures between which there is no other. All other pairs follow from these. */
const steps = disclosures.flatMap((strict) =>
  disclosures.flatMap((loose) => {
    const between = disclosures.filter((d) => Disclosure.leq(strict, d) && Disclosure.leq(d, loose))
    return strict !== loose && between.length === 2 ? [[strict, loose] as const] : []
  }),
)

const choose = (keyOf: (disclosure: Disclosure.Disclosure) => string): Choice => {
  const keys = disclosures.map(keyOf)
  const distinct = [...new Set(keys)]
  const placeOf = (d: Disclosure.Disclosure): number =>
    distinct.indexOf(keys[disclosures.indexOf(d)] as string)
  return {
    disclosures: distinct.map((key) => disclosures[keys.indexOf(key)] as Disclosure.Disclosure),
    steps: steps
      .map(([strict, loose]) => [placeOf(strict), placeOf(loose)] as const)
      .filter(([strict, loose]) => strict !== loose),
  }
}

const none: Choice = { disclosures: [], steps: [] }
const every = choose((disclosure) => String(Disclosure.numberOf(disclosure)))

/** A target that nobody is entitled to, since an ancestor is missing. */
export const blocked: World = worldOf(factsAbout.document[0] as Fact, [
  { ...(factsAbout.folder[1] as Fact), resource: 'folder', state: 'absent' },
])

/** The single answer about a fact, and whether the caller is entitled. */
const singleAnswer = (
  { approach, route }: Asked,
  disclosure: Disclosure.Disclosure,
  fact: Fact,
): string => {
  const { resource } = route
  const types = { [resource]: disclosure }
  const { entitled } = standingAlone(approach, types, { resource, said: fact.said })
  return `${twin(approach, route, types, worldOf(fact))} ${String(entitled)}`
}

/** The answers about every fact about the target alone, and about a blocked target. */
const targetAnswers = (at: Asked, document: Disclosure.Disclosure): string =>
  singleAnswers(at, document, factsAbout.document) +
  twin(at.approach, at.route, { document }, blocked)

const singleAnswers = (
  at: Asked,
  disclosure: Disclosure.Disclosure,
  facts: ReadonlyArray<Fact>,
): string => facts.map((fact) => singleAnswer(at, disclosure, fact)).join()

/** The request, as if it were about a thing that stands beside the target. */
export const about = (
  { approach }: Asked,
  resource: Type,
  expects: 'present' | 'absent',
): Asked => ({
  approach,
  route: routeOf({ method: 'GET', resource, shape: 'item', expects }, approach.requires),
})

const targetBy = (how: How, at: Asked): Choice =>
  how === 'every point' ? every : choose((d) => targetAnswers(at, d))

const otherBy = (how: How, at: Asked, type: Type): Choice => {
  if (how === 'every point') return every
  const asked = (['present', 'absent'] as const).map((expects) => about(at, type, expects))
  return choose((d) => asked.map((other) => singleAnswers(other, d, factsAbout[type])).join())
}

/** The first of each class. */
const firstOfEach = <A>(items: ReadonlyArray<A>, keyOf: (item: A) => string): ReadonlyArray<A> => {
  const first = new Map<string, A>()
  for (const item of items) {
    const key = keyOf(item)
    if (!first.has(key)) first.set(key, item)
  }
  return [...first.values()]
}

/** One of each class of requests. */
const classes: ReadonlyArray<Asked> = firstOfEach(
  requests,
  (at) => `${at.approach.name} ${disclosures.map((d) => targetAnswers(at, d)).join()}`,
)

export const requestsBy = (how: How): ReadonlyArray<Asked> =>
  how === 'every point' ? requests : classes

/** What one request comes to under many policies. */
export interface Grid {
  readonly at: Asked
  readonly situations: ReadonlyArray<Situation>
  /** Pairs of places, of which the policy of the first is one step stricter. */
  readonly steps: ReadonlyArray<readonly [strict: number, loose: number]>
}

export const gridOf = (subject: Deciding, { worlds, other }: Kind, how: How, at: Asked): Grid => {
  const target = targetBy(how, at)
  const beside = other === undefined ? none : otherBy(how, at, other)
  const policies: ReadonlyArray<Policy.Policy> = target.disclosures.flatMap((document) =>
    other === undefined
      ? [policyOf({ document })]
      : beside.disclosures.map((disclosure) => policyOf({ document, [other]: disclosure })),
  )
  const width = Math.max(1, beside.disclosures.length)
  return {
    at,
    situations: policies.map((policy) => evaluate(subject, at, policy, worlds)),
    steps: [
      ...target.steps.flatMap(([strict, loose]) =>
        Array.from({ length: width }, (_, i) => [strict * width + i, loose * width + i] as const),
      ),
      ...target.disclosures.flatMap((_, i) =>
        beside.steps.map(([strict, loose]) => [i * width + strict, i * width + loose] as const),
      ),
    ],
  }
}

/** A fact about a thing, and what the policy says of the thing. */
export interface Specimen {
  readonly fact: Fact
  readonly disclosure: Disclosure.Disclosure
}

/** One specimen of each class of single answers about a thing that stands beside the target. */
export const specimensOf = (
  at: Asked,
  type: Type,
  expects: 'present' | 'absent' = 'present',
): ReadonlyArray<Specimen> =>
  firstOfEach(
    disclosures.flatMap((disclosure) => factsAbout[type].map((fact) => ({ fact, disclosure }))),
    ({ fact, disclosure }) => singleAnswer(about(at, type, expects), disclosure, fact),
  )

/** The same of the target. */
export const targetSpecimens = (at: Asked): ReadonlyArray<Specimen> =>
  firstOfEach(
    disclosures.flatMap((disclosure) => factsAbout.document.map((fact) => ({ fact, disclosure }))),
    ({ fact, disclosure: document }) =>
      singleAnswer(at, document, fact) + twin(at.approach, at.route, { document }, blocked),
  )
