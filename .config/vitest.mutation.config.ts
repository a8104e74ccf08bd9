/**
 * The tests that each mutant is held against: the unit tests, the decision table in the documents,
 * and the guarantees over a thinned domain. The whole domain would take minutes for every mutant.
 */
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import base from './vitest.config.js'

/**
 * A mutant is done with at the first test that fails. So the fast tests come first, and those of
 * the vocabulary before those of what is built on it. Last comes the test that loads the source:
 * what is loaded first within a test counts as tested by that test alone.
 */
const order = [
  /\/lib\//,
  /\/domain\//,
  /\/wire\//,
  /\/http\//,
  /\/interop\//,
  /\/engine\//,
  /\/explain\//,
  /\/docs\//,
  /\/enforce\//,
  /\/observe\//,
  /\/analysis\//,
  /\/cli\//,
  /\/testkit\//,
  /thinned/,
  /loading/,
]

const rank = ({ moduleId }: TestSpecification): number => {
  const place = order.findIndex((files) => files.test(moduleId))
  return place < 0 ? order.length : place
}

class QuickFirst extends BaseSequencer {
  override sort(files: Array<TestSpecification>): Promise<Array<TestSpecification>> {
    return Promise.resolve(files.sort((x, y) => rank(x) - rank(y)))
  }
}

export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: [
      'test/{lib,domain,engine,explain,wire,enforce,observe,analysis,cli,testkit}/**/*.test.ts',
      // and not the one that compiles declarations: of mutated sources, there are none
      'test/http/{fetch,lambda,node}.test.ts',
      'test/interop/**/*.test.ts',
      'test/docs/{decisionTable,analysis,command}.test.ts',
      'test/guarantees/*.mutation.ts',
    ],
    env: { MUTATION: '1' },
    // one process for all files of a run: Stryker starts another for each mutant
    isolate: false,
    sequence: { sequencer: QuickFirst },
    reporters: ['dot'],
  },
})
