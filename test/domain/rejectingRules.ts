/**
 * A process that asks rules which answer with promises that reject. By default, an unhandled
 * rejection ends a process with code 1.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { Facts } from '../../src/index.js'
import { lazyQuery, rejections } from '../promises.js'

const of = Facts.of as unknown as (...args: ReadonlyArray<unknown>) => unknown

for (const reject of [...Object.values(rejections), lazyQuery]) {
  of({}, reject)
  of(reject(), () => undefined)
  of(null, () => undefined, { whenAbsent: reject() })
  of({}, () => undefined, { onFault: reject })
  of({}, () => undefined, { ancestors: [{ resource: 'folder', facts: ['present', reject()] }] })
}
if (process.argv[2] === 'unhandled') void Promise.reject(new Error('nobody waits'))

await sleep(20)
console.log('alive')
