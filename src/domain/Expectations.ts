/**
 * What strangers are expected to learn by a policy, beside the policy itself.
 */

/** Which strangers may learn that a thing exists: those who are authenticated, or all of them. */
export type Expected = 'authenticated' | 'public'

/** What strangers may learn of each type. Of a type without an entry, they may learn nothing. */
export type Expectations = { readonly [type: string]: Expected }
