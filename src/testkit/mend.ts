/**
 * What to change, in one sentence: by the question, which knows what it varied, or else by what tells.
 */
import type { Difference, Observation } from '../observe/Observation.js'
import type { Question } from './Probe.js'

const validators = ['etag', 'last-modified', 'content-location', 'accept-ranges']

const ofField = (field: string): string =>
  validators.includes(field)
    ? `the validator was set before the verdict: set \`${field}\` behind \`Ok\` alone`
    : `send \`${field}\` with every refusal, the same for all, or with none`

const ofStatus = (hidden: Observation): string => {
  if (hidden.status === 0 || hidden.status >= 500)
    return 'the handler fails where the thing exists: answer the refusal before anything is done with the row'
  if (hidden.status < 300)
    return 'the hidden thing is served: ask the permission, or name a thing that this caller may not know of'
  if (hidden.status < 400) return 'the redirect knows the thing: decide before you redirect'
  if (hidden.status === 401)
    return 'only what exists asks for credentials: answer the challenge before the look-up, for every path'
  return 'hidden and missing are refused in two places: answer both by one refusal, before anything else is said of the thing'
}

const byChannel = ({ channel, field = '' }: Difference, hidden: Observation): string => {
  switch (channel) {
    case 'status':
      return ofStatus(hidden)
    case 'header':
    case 'trailer':
      return ofField(field)
    case 'reason':
      return 'the reason phrase was chosen from the thing: leave it to the status'
    case 'order':
      return 'the fields were set in two places: set those of a refusal in one'
    case 'body':
      return 'the refusal is worded in two places: make its body in one, from the request alone'
    case 'interim':
      return 'an interim answer was sent before the verdict: send it behind `Ok` alone'
    case 'connection':
      return 'the connection was closed for one of the two alone: end both answers in one way'
    case 'mention':
      return 'an answer about something else names the hidden thing: name only what this caller may know of'
  }
}

/** What to change in a handler whose answer to this question tells. */
export const mendOf = ({ mend }: Question, difference: Difference, hidden: Observation): string =>
  sentence(mend ?? byChannel(difference, hidden))

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
