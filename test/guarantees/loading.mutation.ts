/**
 * For mutation testing alone: where a mutant keeps the source from loading, no test is there to fail but this one.
 */
import { expect, test } from 'vitest'

test('the source loads', async () => {
  await expect(Promise.all([import('glomar'), import('glomar/testkit'), import('../../src/engine/table.js')])).resolves.toHaveLength(3)
})
