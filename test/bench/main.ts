/**
 * `npm run bench`: measures everything, and writes the page and its picture.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../stranger.js'
import { gather } from './figures.js'
import { broken, markdown, picture } from './page.js'

const all = await gather()
const page = markdown(all)
writeFileSync(join(root, 'docs/performance.md'), page)
writeFileSync(join(root, 'docs/performance.svg'), picture(all))
console.log(page)

const exceeded = broken(all)
if (exceeded.length > 0) console.log(`exceeded: ${exceeded.join('; ')}`)
process.exitCode = exceeded.length === 0 ? 0 : 1
