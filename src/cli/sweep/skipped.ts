/**
 * Operations that are not asked, and why.
 */
import { nobody, type Config } from './Config.js'
import { delicateIn, isHarmless } from './harmless.js'
import { nameOf, type Operation } from './Operation.js'
import { isParameter, placesOf, segmentsOf } from './places.js'
import type { Coverage, Status } from './Result.js'
import { readRoute } from './routes.js'
import type { Sited } from './request.js'
import { shortest, type Secrets } from './secrets.js'
import { unknownIn } from './targets.js'

/** Routes without the names of their parameters. */
const plainly = (route: string): string =>
  segmentsOf(route)
    .map((segment) => (isParameter(segment) ? '{}' : segment))
    .join('/')

/** Do the routes name the operation? */
export const isListed = (operation: Operation, routes: ReadonlyArray<string> = []): boolean =>
  routes.some((text) => {
    const route = readRoute(text)
    return route !== undefined && plainly(nameOf(route)) === plainly(nameOf(operation))
  })

/** Why an operation is not asked; `undefined` where it is. */
export const whySkipped = (operation: Operation, config: Config): string | undefined => {
  const { methods = 'safe', skip, include } = config
  if (isListed(operation, skip)) return 'left out by `skip`'
  const delicate = delicateIn(operation.path)
  if (delicate !== undefined && !isListed(operation, include))
    return `a route of this name may do harm (${delicate}): name it under \`include\``
  if (
    methods === 'safe' &&
    !isHarmless({ method: operation.method, path: operation.path, headers: {} })
  )
    return 'may change something: `methods: all` asks it'
  return undefined
}

/** Operations whose requests are those of another: their paths differ in names of parameters alone. */
export const repeatsIn = (
  operations: ReadonlyArray<Operation>,
): ReadonlyMap<Operation, Operation> => {
  const firsts = new Map<string, Operation>()
  const repeats = new Map<Operation, Operation>()
  for (const operation of operations) {
    const parameters = operation.parameters.filter((each) => each.in !== 'path')
    const end = operation.path.endsWith('/')
    const key = JSON.stringify([plainly(nameOf(operation)), end, parameters, operation.body])
    const first = firsts.get(key)
    if (first === undefined) firsts.set(key, operation)
    else repeats.set(operation, first)
  }
  return repeats
}

/** Operations about which there is no question. */
export const unasked = (
  operations: ReadonlyArray<Operation>,
  all: ReadonlyArray<Sited>,
  config: Config,
  covered: ReadonlyArray<Coverage>,
): ReadonlyArray<Coverage> => {
  const callers = [...Object.keys(config.identities), nobody]
  const places = placesOf(config.types)
  const repeated = repeatsIn(operations)
  return operations.flatMap((operation) => {
    const route = nameOf(operation)
    const first = repeated.get(operation)
    const skipped = whySkipped(operation, config) ?? (first && `asked as ${nameOf(first)}`)
    const line = (status: Status, why?: string) =>
      callers.map((caller) => ({ route, caller, status, ...(why === undefined ? {} : { why }) }))
    if (skipped !== undefined) return line('skipped', skipped)
    if (all.some((each) => each.operation === operation && each.sites.length > 0)) return []
    if (covered.some((each) => each.route === route)) return []
    const unknown = unknownIn(operation, places, config)
    if (unknown.length === 0) return line('without an id')
    return line('without an id', `${unknown.join(', ')}: name its type under \`in\`, or a value`)
  })
}

/** Types that are not asked about, and ids that say little. */
export const remarks = (
  { types }: Config,
  asked: ReadonlyArray<{ readonly type: string }>,
  secrets: Secrets,
): ReadonlyArray<string> => [
  ...Object.keys(types)
    .filter((name) => !asked.some(({ type }) => type === name))
    .map(
      (name) => `No route that is asked has an id of \`${name}\`: all that have one are skipped.`,
    ),
  // the kit does not look for shorter names, which are parts of other words
  ...Object.entries(types)
    .filter(([, { hidden, missing = hidden }]) => missing !== undefined && missing.length < 3)
    .map(
      ([name]) =>
        `The ids of \`${name}\` are very short: an answer that repeats one may pass for a difference.`,
    ),
  ...[...secrets]
    .filter(([secret]) => secret.length < shortest)
    .map(
      ([, name]) =>
        `${name} has fewer than ${String(shortest)} characters: it shows where the service repeats it. Choose a longer secret.`,
    ),
]
