/**
 * Whether a policy keeps to what people expect of it.
 */
import type { Expectations } from '../domain/Expectations.js'
import type { Policy } from '../domain/Policy.js'
import { decide } from '../engine/decide.js'
import type { Tells } from './findings.js'
import { frozen } from './frozen.js'
import { headline } from './headline.js'
import { names } from './personas.js'
import { toldUnder, type Told } from './whoLearnsWhat.js'

/**
 * What a policy tells to visitors and strangers, though nobody expects it. Every class of caller,
 * request and permission is tried.
 *
 * @param policy - The policy.
 * @param expected - For each type, which of them may learn that a thing exists: `authenticated` is
 *   strangers, `public` is visitors as well. Of a type without an entry, none may. Whoever may learn
 *   it may learn the rest: what is missing, where to ask, which authentication would do.
 * @returns Plain data, frozen, like `findings`. Empty where the policy keeps to what is expected.
 * @throws TypeError where the policy was not made.
 * @example
 * const open = Policy.of({ invoice: { existence: 'authenticated' } })
 * unexpected(open, { invoice: 'authenticated' }) // → []
 * unexpected(open, {})[0]?.says // → 'Strangers learn that an `invoice` exists.'
 */
export const unexpected = (policy: Policy, expected: Expectations): ReadonlyArray<Tells> => {
  const told = toldUnder(policy, decide)
  const beyond = new Map<string, { readonly types: Array<string>; readonly personas: Told }>()
  for (const type of Object.keys(policy.types)) {
    const may = Object.hasOwn(expected, type) ? expected[type] : undefined
    const mayNot = may === undefined ? [names.visitors, names.strangers] : [names.visitors]
    const isBeyond = (persona: string): boolean =>
      (mayNot as ReadonlyArray<string>).includes(persona)
    const personas = may === 'public' ? [] : told(type).filter((each) => isBeyond(each.persona))
    if (personas.length === 0) continue
    const key = JSON.stringify(personas)
    const group = beyond.get(key) ?? { types: [], personas }
    group.types.push(type)
    beyond.set(key, group)
  }
  return frozen(
    [...beyond.values()].flatMap(({ types, personas }) =>
      headline(types, personas, 'learn').map((says) => ({ kind: 'tells', types, personas, says })),
    ),
  )
}
