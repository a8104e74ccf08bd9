/**
 * What grows with a policy: looking a type up, making the policy, and decoding it.
 */
import { decide, Policy } from 'glomar'
import * as Codec from 'glomar/codec'
import { mix, requires, type Fact } from './facts.js'
import { compared, measure, quick, type Group, type Times } from './harness.js'
import { namesOf, typesOf } from './policies.js'
import { randomly } from './random.js'
import { comparison, type Report } from './Report.js'
import { median, ratios } from './statistics.js'
import { subject, type Subject } from './Subject.js'

const sizes = [1, 100, 10_000, 100_000] as const
const most = 100_000

interface Typed {
  readonly resource: string
  readonly fact: Fact
}

const facts = mix()
const random = randomly(11)

/** Facts about types; so many that random types come from memory, and the same facts for all. */
const about = (pick: (i: number) => string): ReadonlyArray<Typed> =>
  Array.from({ length: 2 ** 17 }, (_, i) => ({ resource: pick(i), fact: facts[i % facts.length] as Fact }))

// all types disclose the same: what is compared is where they are found, not what is answered
const alike = (n: number): Policy.Policy => Policy.of(typesOf(n, () => ({ existence: 'known', tell: 'remedy' })))

const decided = (name: string, policy: Policy.Policy, pick: (i: number) => string): Subject =>
  subject(name, about(pick), ({ resource, fact: { authn, state, permission } }) =>
    decide({ method: 'GET', resource, requires }, authn, state, permission, policy),
  )

const oneType = 'one type'
const looked = (n: number): string => `\`decide\`, types of the policy: ${n.toLocaleString('en')}`

const looking = sizes.map((n): Group => {
  const policy = alike(n)
  const all = namesOf(n)
  const at = (i: number): string => all[i % n] as string
  const order = Array.from({ length: 2 ** 17 }, () => at(Math.floor(random() * n)))
  const byName = new Map(Object.entries(policy.types))
  return {
    title: looked(n),
    subjects: [
      decided(oneType, alike(1), () => namesOf(1)[0] as string),
      decided('one hot type', policy, () => at(0)),
      decided('16 hot types', policy, (i) => at((i % 16) * 7)),
      decided('random types', policy, (i) => order[i] as string),
      subject(
        'Map.get, random types',
        about((i) => order[i] as string),
        ({ resource }) => byName.get(resource),
      ),
    ],
  }
})

const making = sizes.map((n): Group => {
  const text = JSON.stringify({ types: typesOf(n) })
  const documents = Array.from({ length: 4 }, () => JSON.parse(text) as { readonly types: ReturnType<typeof typesOf> })
  return {
    title: `Making a policy, types: ${n.toLocaleString('en')}`,
    subjects: [
      subject('JSON.parse', [text], (document) => JSON.parse(document) as unknown),
      subject('Policy.of', documents, ({ types }) => Policy.of(types)),
      subject('decode', documents, (document) => Codec.Policy.decode(document)),
    ],
  }
})

export const growth = (): Promise<Report> => {
  // apart, so that no garbage of the second kind is collected during the first
  const lookedUp = measure(looking, { ...quick, rounds: 21 })
  const made = measure(making, { rounds: 9, turn: 5, warmUp: 300 })
  const hottest = (name: string): Times => lookedUp(looked(most), name)
  const bare = hottest('Map.get, random types')
  const allowance = hottest(oneType).map((time, i) => time + (bare[i] ?? NaN))
  /** At the size where it does worst; of one type alone, the constants of the service weigh more than the types. */
  const worst = (name: string): number =>
    Math.max(...making.slice(1).map(({ title }) => median(ratios(made(title, name), made(title, 'JSON.parse')))))
  return Promise.resolve({
    tables: comparison([...compared(looking, lookedUp), ...compared(making, made)]),
    measured: {
      'hot types': median(ratios(hottest('16 hot types'), hottest(oneType))),
      'random types': median(ratios(hottest('random types'), allowance)),
      'Policy.of': worst('Policy.of'),
      decoding: worst('decode'),
    },
  })
}
