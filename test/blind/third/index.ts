/** The handlers of this folder, by the name of their file. */
import type { World } from '../World.js'
import * as h01 from './01-read-forbidden.js'
import * as h02 from './02-edit-forbidden.js'
import * as h03 from './03-delete-twice.js'
import * as h04 from './04-put-creates.js'
import * as h05 from './05-edit-validated-first.js'
import * as h06 from './06-comments-empty.js'
import * as h07 from './07-share-forbidden.js'
import * as h08 from './08-version-one.js'
import * as h09 from './09-id-taken.js'
import * as h10 from './10-slug-numbered.js'
import * as h11 from './11-access-request.js'
import * as h12 from './12-star.js'
import * as h13 from './13-parent.js'
import * as h14 from './14-bulk-delete.js'
import * as h15 from './15-list-total.js'
import * as h16 from './16-search-total.js'
import * as h17 from './17-cursor.js'
import * as h18 from './18-if-match.js'
import * as h19 from './19-graphql.js'
import * as h20 from './20-thumbnail.js'
import * as h21 from './21-import-skips.js'
import * as h22 from './22-short-link.js'
import * as h23 from './23-history-crash.js'
import * as h24 from './24-validators-left.js'
import * as h25 from './25-duplicate-message.js'

type Handler = (world: World) => (request: Request) => Promise<Response>

export const handlers: Readonly<
  Record<string, { readonly leaky: Handler; readonly mended: Handler }>
> = {
  '01-read-forbidden': h01,
  '02-edit-forbidden': h02,
  '03-delete-twice': h03,
  '04-put-creates': h04,
  '05-edit-validated-first': h05,
  '06-comments-empty': h06,
  '07-share-forbidden': h07,
  '08-version-one': h08,
  '09-id-taken': h09,
  '10-slug-numbered': h10,
  '11-access-request': h11,
  '12-star': h12,
  '13-parent': h13,
  '14-bulk-delete': h14,
  '15-list-total': h15,
  '16-search-total': h16,
  '17-cursor': h17,
  '18-if-match': h18,
  '19-graphql': h19,
  '20-thumbnail': h20,
  '21-import-skips': h21,
  '22-short-link': h22,
  '23-history-crash': h23,
  '24-validators-left': h24,
  '25-duplicate-message': h25,
}
