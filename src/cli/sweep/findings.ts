/**
 * The leaks that the kit found, as findings: each route and each difference once.
 */
import { createHash } from 'node:crypto'
import type { Leak } from '../../testkit/judge.js'
import { nameOf } from './Operation.js'
import { isParameter, segmentsOf } from './places.js'
import type { Finding } from './Result.js'
import type { Ids, Sited } from './request.js'
import { routeOf, type Asked } from './targets.js'

/** A leak, and where it was found. */
export interface Found {
  readonly leak: Leak
  /** Was the caller served as the entitled are? */
  readonly isServed: boolean
  readonly curl: Finding['curl']
}

/** Who asked for what. */
export interface Asker {
  readonly type: string
  readonly caller: string
  readonly base: string
  readonly ids: Ids
  readonly asked: ReadonlyArray<Pick<Asked, 'route'>>
  readonly all: ReadonlyArray<Sited>
}

const kindOf = ({ leak: { differences }, isServed }: Found): Finding['kind'] => {
  if (differences[0].channel === 'mention') return 'mention'
  return isServed ? 'access' : 'existence'
}

/** The question of the sweep that a request is, or is a variation of. */
const ownOf = (asked: Asker['asked'], request: string): Asker['asked'][number] | undefined =>
  asked.find(({ route }) => request === route || request.startsWith(`${route} with `))

/** The declared route that a request about the hidden thing goes to. */
const declaredAt = ({ all, type, ids }: Asker, method: string, path: string): Sited | undefined =>
  all.find(({ operation, sites }) => {
    const [segments, wanted] = [segmentsOf(path), segmentsOf(operation.path)]
    const isFitting = (segment: string, i: number): boolean => {
      if (!isParameter(segment)) return segment === segments[i]
      // `/documents/suggest` is not about a thing of this name
      const site = sites.find((each) => each.in === 'path' && each.index === i)
      return site?.type !== type || segments[i] === encodeURIComponent(ids.hidden)
    }
    return (
      (operation.method === method || (method === 'HEAD' && operation.method === 'GET')) &&
      segments.length === wanted.length &&
      wanted.every(isFitting)
    )
  })

/** A text without the ids that may change from one sweep to the next. */
const withoutIds = (text: string, { hidden, missing, spare = missing }: Ids): string =>
  [hidden, missing, spare]
    .flatMap((id) => [id, encodeURIComponent(id)])
    .reduce((rest, id) => rest.replaceAll(id, '{id}'), text)

/** What is not a finding of its own, though another request or another interview shows it. */
const traitsOf = ({ kind, route, type, caller, channel }: Finding): ReadonlyArray<string> => [
  kind,
  route,
  type,
  caller,
  channel,
]

/**
 * Findings that differ in the request alone, as one. A further request that shows it changes the
 * fingerprint: what was accepted before was less.
 */
export const merged = (all: ReadonlyArray<Finding>): ReadonlyArray<Finding> => {
  const groups = new Map<string, Finding>()
  for (const finding of all) {
    const key = keyOf(finding, [...groups.values()])
    const first = groups.get(key)
    const others = first && [...first.others, finding.request, ...finding.others]
    groups.set(key, first === undefined ? finding : { ...first, others: others ?? [] })
  }
  return [...groups.values()].map((finding) => {
    const requests = [...new Set([finding.request, ...finding.others])]
    return {
      ...finding,
      others: requests.slice(1),
      fingerprint: fingerprintOf([...traitsOf(finding), ...requests.sort()]),
    }
  })
}

/** What is not declared, and tells in the same words as a declared route, is no other mistake. */
const keyOf = (finding: Finding, before: ReadonlyArray<Finding>): string => {
  const { kind, type, caller, says, isDeclared } = finding
  const same = isDeclared
    ? undefined
    : before.find(
        (each) =>
          each.kind === kind &&
          each.type === type &&
          each.caller === caller &&
          each.says.join('\n') === says.join('\n'),
      )
  return JSON.stringify(traitsOf(same ?? finding))
}

const fingerprintOf = (traits: ReadonlyArray<string>): string =>
  createHash('sha256').update(JSON.stringify(traits)).digest('hex').slice(0, 16)

/** The route in the words of the sweep: a declared one may name the type in several places. */
const declaredRoute = (declared: Sited, type: string): string => {
  const site = declared.sites.filter((each) => each.type === type).at(-1)
  return site === undefined ? nameOf(declared.operation) : routeOf(declared, site)
}

const withoutBase = (path: string, base: string): string =>
  path.startsWith(`${base}/`) ? path.slice(base.length) : path

/** A leak as a finding. */
export const findingOf = (found: Found, asker: Asker): Finding => {
  const { leak, curl } = found
  const { type, caller, base, ids, asked } = asker
  const { method } = leak.probe
  const path = withoutBase(leak.probe.path, base).replace(/[?#].*$/, '')
  const own = ownOf(asked, leak.request)?.route
  const declared = declaredAt(asker, method, path)
  const [first] = leak.differences
  return {
    kind: kindOf(found),
    route:
      own ??
      (declared === undefined
        ? `${method} ${withoutIds(path, ids)}`
        : declaredRoute(declared, type)),
    isDeclared: own !== undefined || declared !== undefined,
    type,
    caller,
    request: withoutIds(leak.request, ids),
    others: [],
    channel: [first.channel, ...(first.field === undefined ? [] : [first.field])].join(' '),
    says: leak.differences.map(({ says }) => says),
    mend: leak.mend,
    curl,
    fingerprint: '',
  }
}
