/**
 * Who is entitled to know of a thing, and what would entitle this caller, in sentences.
 */
import type { Policy } from '../domain/Policy.js'
import { didYouMean } from '../lib/show.js'
import type { Explained } from './Explanation.js'

type Named = { readonly resource: string; readonly named: boolean }

/** Enough to find a misspelt name among. A policy may have a great many. */
const most = 1_000

/** A type that the policy does not name, and the name that may have been meant. */
export const unnamed = ({ resource, named }: Named, { types }: Policy): ReadonlyArray<string> => {
  if (named) return []
  const near = didYouMean(resource, Object.keys(types).slice(0, most))
  const [type = ''] = resource.split(':')
  const other = Object.hasOwn(types, type) ? `, and not that of \`${type}\`` : ''
  return [
    `The policy does not name \`${resource}\`${near || ': add it to the policy.'} ` +
      `The strictest disclosure stands in${other}.`,
  ]
}

const entitles = {
  secret: 'whoever is granted and may know',
  'if-may-know': 'whoever may know',
  authenticated: 'whoever has credentials, or may know',
  public: 'everybody',
}

/** Whom the policy entitles to know of a thing. */
export const whoIsEntitled = ({
  resource,
  disclosure: { existence },
}: Pick<Explained, 'resource' | 'disclosure'>): string =>
  `\`existence: ${existence}\` of \`${resource}\` entitles ${entitles[existence]}.`

/** What entitles the caller: in the facts, in the policy, or in both. */
export const howToEntitle = (
  it: Pick<Explained, 'resource' | 'disclosure' | 'state' | 'granted' | 'mayKnow'>,
  caller: string,
): string => {
  const facts = `\`mayKnow: true\` in ${it.state === 'absent' ? '`whenAbsent`' : 'the permission'}`
  const needsGrant = it.disclosure.existence === 'secret' && !it.granted
  const looser = needsGrant ? 'if-may-know' : caller === 'anonymous' ? 'public' : 'authenticated'
  const policy = `\`existence: '${looser}'\` in the policy`
  const all = needsGrant
    ? it.mayKnow
      ? policy
      : `${facts} and ${policy}`
    : `${facts}, or ${policy}`
  return `To entitle this caller to \`${it.resource}\`, say ${all}.`
}
