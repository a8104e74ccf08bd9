/**
 * The facts about a thing, and about all that is looked up along with it.
 */
import * as Facts from '../domain/Facts.js'
import { ask } from '../domain/rule.js'
import type { Related, Thing } from './readEnforcement.js'

/** The thing, and all that is looked up along with it. */
export const withRelated = (thing: Thing): ReadonlyArray<Thing> => [
  thing,
  ...[...thing.ancestors, ...thing.references].flatMap(withRelated),
]

/** What the rules are handed beside the row. */
type Asked = readonly [caller: unknown, evaluation: unknown, request: unknown]

/** No rule is asked about a row that is not there. */
export const factsAbout = (
  thing: Thing,
  rowOf: (thing: Thing) => unknown,
  asked: Asked,
): Facts.Facts<string> => {
  const { authorize, whenAbsent } = thing
  const row = rowOf(thing)
  const isAbsent = row === null || row === undefined
  const withFacts = (each: Related) => ({
    resource: each.resource,
    facts: factsAbout(each, rowOf, asked),
  })
  return Facts.of(row, (present) => authorize(present, ...asked), {
    whenAbsent:
      isAbsent && whenAbsent !== undefined
        ? ask('whenAbsent', () => whenAbsent(...asked))
        : undefined,
    ancestors: thing.ancestors.map(withFacts),
    references: thing.references.map((each) => ({
      ...withFacts(each),
      expects: each.expects,
    })),
  }) as Facts.Facts<string>
}
