/**
 * Measures one group, and prints its figures as JSON.
 */
import { groups, type GroupName } from './groups.js'
import { measure } from './harness.js'

const name = process.argv[2] as GroupName
console.log(JSON.stringify(measure(await groups[name]())))
