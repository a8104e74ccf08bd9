/**
 * The tests that each mutant is held against: the unit tests, the decision table in the documents, and the guarantees over a
 * thinned domain, as all of it would take minutes for every one.
 */
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import base from './vitest.config.js'

/**
 * A mutant is done with at the first test that fails: those of a moment come first, and the vocabulary and the engine before what is built
 * on them. Last of all the test that loads the source: what is loaded first within a test is taken for tested by that test alone.
 */
const order = [
  /\/domain\/(?!Policy)/,
  /\/wire\/(?!Challenge)/,
  /\/engine\/(?!explain|met)/,
  /\/docs\//,
  /\/proof\/(?!analysis)/,
  /\/testkit\/(?!leaks|properties)/,
  /Policy|explain|met|analysis|leaks/,
  /thinned|properties|Challenge/,
  /loading/,
]

const rank = ({ moduleId }: TestSpecification): number => order.findIndex((files) => files.test(moduleId))

class QuickFirst extends BaseSequencer {
  override sort(files: Array<TestSpecification>): Promise<Array<TestSpecification>> {
    return Promise.resolve(files.sort((x, y) => rank(x) - rank(y)))
  }
}

export default defineConfig({
  ...base,
  test: {
    ...base.test,
    // express alone takes seconds to load
    exclude: ['test/testkit/express.test.ts'],
    include: ['test/{domain,engine,wire,proof,testkit}/**/*.test.ts', 'test/docs/decisionTable.test.ts', 'test/guarantees/*.mutation.ts'],
    env: { MUTATION: '1' },
    // one process for all files of a run: Stryker starts another for each mutant
    isolate: false,
    sequence: { sequencer: QuickFirst },
    reporters: ['dot'],
  },
})
