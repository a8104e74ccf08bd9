/**
 * Answers without secrets. A service may repeat a token. Reports show what is compared, perhaps cut
 * off in the middle. So the secrets are taken out of an answer before it is read.
 */
import type { Field } from '../../observe/Observation.js'
import type { Reply } from './exchange.js'
import type { Hide } from './secrets.js'

/** The answer, with `$NAME` for each secret. All bytes of the body but those of secrets stay. */
export const veiled = (reply: Reply, hide: Hide): Reply => {
  const fields = (all: ReadonlyArray<Field>): ReadonlyArray<Field> =>
    all.map(([name, value]) => [name, hide(value)])
  return {
    ...reply,
    reason: hide(reply.reason),
    headers: fields(reply.headers),
    trailers: fields(reply.trailers),
    interim: reply.interim.map((each) => ({ ...each, headers: fields(each.headers) })),
    body: Buffer.from(hide(Buffer.from(reply.body).toString('latin1')), 'latin1'),
  }
}
