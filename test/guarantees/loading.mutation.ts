/**
 * For mutation testing alone: where a mutant keeps the source from loading, no test is there to
 * fail but this one.
 */
import { expect, test } from 'vitest'

test('the source loads', async () => {
  const entries = [
    import('glomar'),
    import('glomar/enforce'),
    import('glomar/testkit'),
    import('glomar/testkit/properties'),
  ]
  await expect(Promise.all<unknown>(entries)).resolves.toHaveLength(4)
})
