/**
 * Generators of what may differ between two worlds: the facts about a thing, about what it stands
 * under, and about what the request names.
 */
import * as fc from 'fast-check'
import * as Facts from '../../domain/Facts.js'
import * as Permission from '../../domain/Permission.js'
import type { ResourceState } from '../../domain/ResourceState.js'
import type { AnyFacts } from '../laws.js'
import { hostileText, seconds } from './data.js'

/** A resource state. */
export const state: fc.Arbitrary<ResourceState> = fc.constantFrom('present', 'present', 'absent')

/** What marks data that came from a permission. A stranger who sees it found a leak. */
export const mark = 'leaked-from-the-permission'

const marked = hostileText.map((text) => `${mark}${text}`)

/** A denial, with or without a remedy. Its texts carry `mark`. */
export const denied: fc.Arbitrary<Permission.Permission> = fc.oneof(
  fc.constant(Permission.deny()),
  fc
    .record(
      {
        mayKnow: fc.boolean(),
        missingPermissions: fc.array(marked, { maxLength: 2 }),
        requestAccess: fc.oneof(marked, fc.constant(`/access-requests/${mark}`)),
      },
      { requiredKeys: ['mayKnow'] },
    )
    .map(Permission.deny),
  fc
    .record(
      {
        mayKnow: fc.boolean(),
        acrValues: fc.array(fc.constant(mark), { maxLength: 1 }),
        maxAge: seconds,
      },
      { requiredKeys: ['mayKnow'] },
    )
    .map(Permission.stepUp),
)

const granted = fc.constantFrom(
  Permission.grant(),
  Permission.grant(),
  Permission.grant({ mayKnow: false }),
)

/** A permission: a grant or a denial. */
export const permission: fc.Arbitrary<Permission.Permission> = fc.oneof(
  { weight: 2, arbitrary: granted },
  { weight: 3, arbitrary: denied },
)

/** Facts about one thing, and about nothing else. */
export const loneFacts: fc.Arbitrary<Facts.Facts> = fc.tuple(state, permission)

// mostly in nobody's way, or nothing behind it would be reached
const passing: fc.Arbitrary<Facts.Facts> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Facts.Facts>(['present', Permission.grant()]) },
  { weight: 2, arbitrary: loneFacts },
)

/** What the thing stands under. */
export const ancestor: fc.Arbitrary<Facts.Ancestor> = fc.record({
  resource: fc.constantFrom('folder', 'folder', 'document', 'unnamed'),
  facts: passing,
})

/** What the request names beside the thing. */
export const reference: fc.Arbitrary<Facts.Reference> = fc
  .tuple(
    fc.record({
      resource: fc.constantFrom('document', 'document', 'folder', 'unnamed'),
      expects: fc.constantFrom('present', 'present', 'absent'),
    }),
    passing,
    fc.array(ancestor, { maxLength: 1 }),
  )
  .map(([named, [found, said], ancestors]) => ({
    ...named,
    facts: [found, Facts.of({}, () => said, { ancestors })[1]],
  }))

/** What the application looked up: of two in three requests about one thing, else about several. */
export const facts: fc.Arbitrary<AnyFacts> = fc.oneof(
  { weight: 2, arbitrary: loneFacts },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.oneof(loneFacts, fc.tuple(state, granted)),
        fc.array(ancestor, { maxLength: 2 }),
        fc.array(reference, { maxLength: 2 }),
      )
      .map(([[found, said], ancestors, references]): AnyFacts => [
        found,
        Facts.of({}, () => said, { ancestors, references })[1],
      ]),
  },
)
