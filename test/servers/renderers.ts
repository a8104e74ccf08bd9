/**
 * Two renderers of docs/servers.md: an envelope of its own, and the id of the request.
 */
import type { Renderer } from 'glomar'

/** What a request carried. */
export interface Carried {
  readonly requestId: string
}

/** In the manner of an API that says 200 to whoever has signed in. */
export const envelope: Renderer = ({ code, status }) => ({
  status: status === 401 ? 401 : 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ ok: false, error: code }),
})

/** What the caller sent is repeated in both, and escaped by JSON. */
export const withRequestId: Renderer<Carried> = ({ body }, { requestId }) => ({
  headers: { 'x-request-id': requestId },
  body: JSON.stringify({ ...body, request_id: requestId }),
})
