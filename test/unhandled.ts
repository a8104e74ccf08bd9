/**
 * The rejections that nobody handles, while the tests of a file run. Each test begins with none.
 */
import { afterAll, beforeAll, beforeEach } from 'vitest'

export const unhandledRejections = (): ReadonlyArray<unknown> => {
  const unhandled: Array<unknown> = []
  const count = (cause: unknown): unknown => unhandled.push(cause)
  beforeAll(() => {
    process.on('unhandledRejection', count)
  })
  beforeEach(() => {
    unhandled.length = 0
  })
  afterAll(() => {
    process.off('unhandledRejection', count)
  })
  return unhandled
}
