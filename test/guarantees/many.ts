/**
 * More than two things in one request, each by the class of its single answer: two ancestors; two
 * references; an ancestor and a reference; a reference that stands under a thing of its own. And
 * what three denials say together.
 */
import { Disclosure, type Policy } from 'glomar'
import { requestsBy, specimensOf, targetSpecimens, type Specimen } from './grid.js'
import { evaluate, type Situation, type Deciding } from './subject.js'
import {
  factOf,
  policyOf,
  requests,
  worldOf,
  type Ancestor,
  type Asked,
  type Fact,
  type Reference,
  type Said,
  type Type,
} from './world.js'

/** What is judged together, and what the policy says of each. */
interface Many {
  readonly at: Asked
  readonly policy: Policy.Policy
  readonly target: Fact
  readonly ancestors: ReadonlyArray<Ancestor>
  readonly references: ReadonlyArray<Reference>
}

const bothWays = ['present', 'absent'] as const

/** The things of one type that may stand beside the target. */
const specimens = (at: Asked, type: Type): ReadonlyArray<readonly [Ancestor, Specimen]> =>
  specimensOf(at, type).map((specimen) => [{ ...specimen.fact, resource: type }, specimen])

const referred = (at: Asked, type: Type): ReadonlyArray<readonly [Reference, Specimen]> =>
  bothWays.flatMap((expects) =>
    specimensOf(at, type, expects).map((specimen): [Reference, Specimen] => [
      { ...specimen.fact, resource: type, expects, ancestors: [] },
      specimen,
    ]),
  )

// what the target is asked for shows in its single answer
const asked = requestsBy('by class').filter(({ route }) => route.expects === 'present')

function* byClass(): Generator<Many> {
  for (const at of asked) {
    const [folders, workspaces, organisations] = [
      specimens(at, 'folder'),
      specimens(at, 'workspace'),
      specimens(at, 'organisation'),
    ]
    const [teams, labels] = [referred(at, 'team'), referred(at, 'label')]
    for (const { fact: target, disclosure: document } of targetSpecimens(at)) {
      for (const [folder, { disclosure: ofFolder }] of folders) {
        for (const [workspace, { disclosure }] of workspaces) {
          const policy = policyOf({ document, folder: ofFolder, workspace: disclosure })
          yield { at, policy, target, ancestors: [folder, workspace], references: [] }
        }
        for (const [team, { disclosure }] of teams) {
          const policy = policyOf({ document, folder: ofFolder, team: disclosure })
          yield { at, policy, target, ancestors: [folder], references: [team] }
        }
      }
      for (const [team, { disclosure: ofTeam }] of teams) {
        for (const [label, { disclosure }] of labels) {
          const policy = policyOf({ document, team: ofTeam, label: disclosure })
          yield { at, policy, target, ancestors: [], references: [team, label] }
        }
        for (const [organisation, { disclosure }] of organisations) {
          const policy = policyOf({ document, team: ofTeam, organisation: disclosure })
          const references = [{ ...team, ancestors: [organisation] }]
          yield { at, policy, target, ancestors: [], references }
        }
      }
    }
  }
}

/** What a denial may say, in any combination. */
const remedies: ReadonlyArray<Omit<Said, 'granted' | 'mayKnow'>> = [
  {},
  { missingPermissions: ['b', 'a'] },
  { missingPermissions: ['c', 'b'], requestAccess: '/access-requests/1' },
  { requestAccess: '/access-requests/1' },
  { requestAccess: '/access-requests/2' },
  { stepUp: { acrValues: [] } },
  { stepUp: { acrValues: ['y', 'x'] } },
  { stepUp: { acrValues: ['z', 'x', 'y'], maxAge: 60 } },
  { stepUp: { acrValues: ['z'], maxAge: 5 } },
  { stepUp: { acrValues: [], maxAge: 0 } },
]

const types = ['document', 'folder', 'workspace', 'team', 'label', 'organisation'] as const

/** Every three remedies: of a target and its two ancestors, and of three references. */
function* threeRemedies(): Generator<Many> {
  const known = Disclosure.of({ existence: 'if-may-know' })
  const policy = policyOf(Object.fromEntries(types.map((type) => [type, known])))
  const at = requests.find(({ approach }) => approach.name === 'authenticated') as Asked
  const denial = (resource: Type, remedy: (typeof remedies)[number]): Reference => ({
    ...factOf('present', { granted: false, mayKnow: true, ...remedy }),
    resource,
    expects: 'present',
    ancestors: [],
  })
  const granted = factOf('present', { granted: true, mayKnow: true })
  for (const x of remedies)
    for (const y of remedies)
      for (const z of remedies) {
        const [document, folder, workspace] = [
          denial('document', x),
          denial('folder', y),
          denial('workspace', z),
        ]
        const named = [denial('team', x), denial('label', y), denial('organisation', z)]
        yield { at, policy, target: document, ancestors: [folder, workspace], references: [] }
        yield { at, policy, target: granted, ancestors: [], references: named }
      }
}

function* all(): Generator<Many> {
  yield* threeRemedies()
  yield* byClass()
}

const judged = (
  subject: Deciding,
  { at, policy, target, ancestors, references }: Many,
): Situation => evaluate(subject, at, policy, [worldOf(target, ancestors, references)])

/** What each of them comes to, in a world of its own. */
export function* manyThings(subject: Deciding): Generator<Situation> {
  for (const many of all()) yield judged(subject, many)
}

const turn = <A>([first, ...rest]: ReadonlyArray<A>): ReadonlyArray<A> =>
  first === undefined ? [] : [...rest, first]

/** Those in which there is an order: as they are, and the other ways round. */
export function* otherOrders(subject: Deciding): Generator<readonly [Situation, Situation]> {
  for (const many of all()) {
    const { ancestors, references } = many
    if (ancestors.length < 2 && references.length < 2) continue
    const first = judged(subject, many)
    const turned = { ancestors: turn(ancestors), references: turn(references) }
    yield [first, judged(subject, { ...many, ...turned })]
    if (references.length < 3) continue
    yield [first, judged(subject, { ...many, references: [...references].reverse() })]
  }
}
