/**
 * What is built: `exports` in package.json is the list. An entry has the same path below `src` and
 * below `dist`: `index`, `codec/index`, …
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))

export const entries = Object.values(exports).flatMap((target) =>
  typeof target === 'string' ? [] : [target.import.default.slice('./dist/'.length, -'.js'.length)],
)
