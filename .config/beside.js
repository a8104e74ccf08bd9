/**
 * Writes what stands beside the code: the schemas of files that people write, and the licences of
 * what the command holds of others.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from './entries.js'

const dist = join(root, 'dist')

for (const schema of ['codec/policy.schema.json', 'cli/sweep/sweep.schema.json'])
  copyFileSync(join(root, 'src', schema), join(dist, basename(schema)))

const licences = ['@scalar/openapi-parser', 'commander', 'fp-ts', 'io-ts', 'yaml'].map((name) => {
  const text = readFileSync(join(root, 'node_modules', name, 'LICENSE'), 'utf8')
  return `${name}\n\n${text.trim()}\n`
})
writeFileSync(join(dist, 'cli/LICENSES.txt'), licences.join('\n\n'))
