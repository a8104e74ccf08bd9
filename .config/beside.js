/**
 * Writes what stands beside the code: the schema of policy files, and the licences of what the
 * command holds of others.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './entries.js'

const dist = join(root, 'dist')

copyFileSync(join(root, 'src/codec/policy.schema.json'), join(dist, 'policy.schema.json'))

const licences = ['@scalar/openapi-parser', 'commander', 'fp-ts', 'io-ts', 'yaml'].map((name) => {
  const text = readFileSync(join(root, 'node_modules', name, 'LICENSE'), 'utf8')
  return `${name}\n\n${text.trim()}\n`
})
writeFileSync(join(dist, 'cli/LICENSES.txt'), licences.join('\n\n'))
