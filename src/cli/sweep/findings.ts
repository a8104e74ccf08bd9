/**
 * The leaks that the kit found, as findings: each route and each difference once.
 */
import { createHash } from 'node:crypto'
import type { Leak } from '../../testkit/judge.js'
import { nameOf } from './Operation.js'
import { isParameter, segmentsOf } from './places.js'
import type { Finding } from './Result.js'
import type { Asked, Ids, Sited } from './targets.js'

/** A leak, and where it was found. */
export interface Found {
  readonly leak: Leak
  readonly curl: Finding['curl']
}

/** Who asked for what. */
export interface Asker {
  readonly type: string
  readonly caller: string
  readonly base: string
  readonly ids: Ids
  readonly asked: ReadonlyArray<Asked>
  readonly all: ReadonlyArray<Sited>
}

const kindOf = ({ differences: [first], hidden, missing }: Leak, isOwn: boolean) => {
  if (first.channel === 'mention') return 'mention'
  const isServed = hidden.status >= 200 && hidden.status < 300 && missing.status >= 400
  return isOwn && isServed ? 'access' : 'existence'
}

/** The question of the sweep that a request is, or is a variation of. */
const ownOf = (asked: ReadonlyArray<Asked>, request: string): Asked | undefined =>
  asked.find(({ route }) => request === route || request.startsWith(`${route} with `))

/** The declared route that a request goes to. */
const declaredAt = (all: ReadonlyArray<Sited>, method: string, path: string) =>
  all.find(({ operation }) => {
    const [segments, wanted] = [segmentsOf(path), segmentsOf(operation.path)]
    return (
      (operation.method === method || (method === 'HEAD' && operation.method === 'GET')) &&
      segments.length === wanted.length &&
      wanted.every((each, i) => isParameter(each) || each === segments[i])
    )
  })

/** A text without the ids that may change from one sweep to the next. */
const withoutIds = (text: string, { hidden, missing, spare = missing }: Ids): string =>
  [hidden, missing, spare]
    .flatMap((id) => [id, encodeURIComponent(id)])
    .reduce((rest, id) => rest.replaceAll(id, '{id}'), text)

/** The findings, without what is accepted. */
export const findingsOf = (found: ReadonlyArray<Found>, asker: Asker): ReadonlyArray<Finding> => {
  const groups = new Map<string, Finding>()
  for (const each of found) {
    const finding = findingOf(each, asker)
    const key = JSON.stringify([finding.route, finding.kind, finding.channel, finding.mend])
    const first = groups.get(key)
    groups.set(
      key,
      first === undefined ? finding : { ...first, others: [...first.others, finding.request] },
    )
  }
  return [...groups.values()]
}

const withoutBase = (path: string, base: string): string =>
  path.startsWith(`${base}/`) ? path.slice(base.length) : path

const findingOf = ({ leak, curl }: Found, asker: Asker): Finding => {
  const { type, caller, base, ids, asked, all } = asker
  const { method } = leak.probe
  const path = withoutBase(leak.probe.path, base).replace(/[?#].*$/, '')
  const declared = declaredAt(all, method, path)
  const own =
    ownOf(asked, leak.request) ?? asked.find(({ operation }) => operation === declared?.operation)
  const route =
    own?.route ??
    (declared === undefined ? `${method} ${withoutIds(path, ids)}` : nameOf(declared.operation))
  const [first] = leak.differences
  const kind = kindOf(leak, own !== undefined || declared !== undefined)
  const channel = [first.channel, ...(first.field === undefined ? [] : [first.field])].join(' ')
  const request = withoutIds(leak.request, ids)
  const traits = [kind, route, type, caller, request, channel]
  return {
    kind,
    route,
    isDeclared: own !== undefined || declared !== undefined,
    type,
    caller,
    request,
    others: [],
    channel,
    says: leak.differences.map(({ says }) => says),
    mend: leak.mend,
    curl,
    fingerprint: createHash('sha256').update(JSON.stringify(traits)).digest('hex').slice(0, 16),
  }
}
