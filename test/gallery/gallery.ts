/**
 * All exhibits, by channel, and the kit's questions to them.
 */
import { leaks, type Leak, type Probe } from 'glomar/testkit'
import { ancestors } from './ancestors.js'
import { batches } from './batches.js'
import { bodies } from './bodies.js'
import { body } from './body.js'
import { caching } from './caching.js'
import { collections } from './collections.js'
import { errors } from './errors.js'
import type { Exhibit } from './Exhibit.js'
import { helpers } from './helpers.js'
import { methods } from './methods.js'
import { protocol } from './protocol.js'
import { redirects } from './redirects.js'
import { references } from './references.js'
import { spellings } from './spellings.js'
import { status } from './status.js'
import { validation } from './validation.js'
import { validators } from './validators.js'
import { webdav } from './webdav.js'

interface Section {
  readonly channel: string
  readonly exhibits: ReadonlyArray<Exhibit>
}

export const gallery: ReadonlyArray<Section> = [
  { channel: 'Status', exhibits: status },
  { channel: 'Body', exhibits: body },
  { channel: 'Errors', exhibits: errors },
  { channel: 'Redirects and pages', exhibits: redirects },
  { channel: 'Validators and preconditions', exhibits: validators },
  { channel: 'Methods and actions', exhibits: methods },
  { channel: 'Validation', exhibits: validation },
  { channel: 'Collections', exhibits: collections },
  { channel: 'Ancestors', exhibits: ancestors },
  { channel: 'References', exhibits: references },
  { channel: 'Batches', exhibits: batches },
  { channel: 'Negotiation and caching', exhibits: caching },
  { channel: 'Fields of the request', exhibits: protocol },
  { channel: 'Methods of WebDAV', exhibits: webdav },
  { channel: 'Spellings of a path', exhibits: spellings },
  { channel: 'Routes beside the thing', exhibits: helpers },
  { channel: 'What bodies name', exhibits: bodies },
]

/** The probe as a request of this caller. */
export const requestAs = (who: string, { method, path, headers, body }: Probe): Request =>
  new Request(`http://gallery.example${path}`, {
    method,
    headers: { ...headers, ...(who !== 'anonymous' && { authorization: `Bearer ${who}` }) },
    ...(body !== undefined && { body }),
  })

/** What a stranger finds out from one of the two handlers. */
export const leaksOf = (
  { path, askedBy, stranger, arranged, ...handlers }: Exhibit,
  which: 'leaky' | 'mended',
): Promise<ReadonlyArray<Leak>> =>
  leaks({
    hidden: path,
    missing: path,
    send: (probe, world) => handlers[which](requestAs(stranger, probe), world),
    ...arranged,
    questions: typeof askedBy === 'string' ? [] : [askedBy],
  })
