/**
 * Closes a run with one line that a script can read: `N passed, N failed`.
 */
import type { Reporter, TestModule } from 'vitest/node'

export default class Totals implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, errors: ReadonlyArray<unknown>): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string): number =>
      tests.filter((test) => test.result().state === state).length
    // a file that does not load, or an error outside any test, has no failed test of its own
    const broken = modules.filter(
      (module) =>
        module.state() === 'failed' && [...module.children.allTests('failed')].length === 0,
    ).length
    // after the summary of the default reporter, which prints in the same event
    process.on('exit', () => {
      const failed = count('failed') + broken + errors.length
      console.log(`${String(count('passed'))} passed, ${String(failed)} failed`)
    })
  }
}
