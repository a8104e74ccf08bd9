/** All handlers of this folder, each with its mistake and without it. */
import type { World } from './World.js'
import { handler as leaky01, mended as mended01 } from './01-delete-idempotent.js'
import { handler as leaky02, mended as mended02 } from './02-put-creates.js'
import { handler as leaky03, mended as mended03 } from './03-slug-suffix.js'
import { handler as leaky04, mended as mended04 } from './04-related-foreign-key.js'
import { handler as leaky05, mended as mended05 } from './05-if-match.js'
import { handler as leaky06, mended as mended06 } from './06-range-beyond-end.js'
import { handler as leaky07, mended as mended07 } from './07-options-allow.js'
import { handler as leaky08, mended as mended08 } from './08-original-url.js'
import { handler as leaky09, mended as mended09 } from './09-share-validation.js'
import { handler as leaky10, mended as mended10 } from './10-search-total.js'
import { handler as leaky11, mended as mended11 } from './11-page-cursor.js'
import { handler as leaky12, mended as mended12 } from './12-batch-null.js'
import { handler as leaky13, mended as mended13 } from './13-graphql-cost.js'
import { handler as leaky14, mended as mended14 } from './14-trailing-slash.js'
import { handler as leaky15, mended as mended15 } from './15-negative-cache.js'
import { handler as leaky16, mended as mended16 } from './16-head-length.js'
import { handler as leaky17, mended as mended17 } from './17-dry-run.js'
import { handler as leaky18, mended as mended18 } from './18-unlock-attempts.js'
import { handler as leaky19, mended as mended19 } from './19-export-retry-after.js'
import { handler as leaky20, mended as mended20 } from './20-only-if-cached.js'
import { handler as leaky21, mended as mended21 } from './21-did-you-mean.js'
import { handler as leaky22, mended as mended22 } from './22-html-breadcrumb.js'
import { handler as leaky23, mended as mended23 } from './23-oembed.js'
import { handler as leaky24, mended as mended24 } from './24-my-permissions.js'
import { handler as leaky25, mended as mended25 } from './25-list-etag.js'

type Handler = (world: World) => (request: Request) => Promise<Response>

interface Pair {
  readonly leaky: Handler
  readonly mended: Handler
}

export const handlers: Readonly<Record<string, Pair>> = {
  '01-delete-idempotent': { leaky: leaky01, mended: mended01 },
  '02-put-creates': { leaky: leaky02, mended: mended02 },
  '03-slug-suffix': { leaky: leaky03, mended: mended03 },
  '04-related-foreign-key': { leaky: leaky04, mended: mended04 },
  '05-if-match': { leaky: leaky05, mended: mended05 },
  '06-range-beyond-end': { leaky: leaky06, mended: mended06 },
  '07-options-allow': { leaky: leaky07, mended: mended07 },
  '08-original-url': { leaky: leaky08, mended: mended08 },
  '09-share-validation': { leaky: leaky09, mended: mended09 },
  '10-search-total': { leaky: leaky10, mended: mended10 },
  '11-page-cursor': { leaky: leaky11, mended: mended11 },
  '12-batch-null': { leaky: leaky12, mended: mended12 },
  '13-graphql-cost': { leaky: leaky13, mended: mended13 },
  '14-trailing-slash': { leaky: leaky14, mended: mended14 },
  '15-negative-cache': { leaky: leaky15, mended: mended15 },
  '16-head-length': { leaky: leaky16, mended: mended16 },
  '17-dry-run': { leaky: leaky17, mended: mended17 },
  '18-unlock-attempts': { leaky: leaky18, mended: mended18 },
  '19-export-retry-after': { leaky: leaky19, mended: mended19 },
  '20-only-if-cached': { leaky: leaky20, mended: mended20 },
  '21-did-you-mean': { leaky: leaky21, mended: mended21 },
  '22-html-breadcrumb': { leaky: leaky22, mended: mended22 },
  '23-oembed': { leaky: leaky23, mended: mended23 },
  '24-my-permissions': { leaky: leaky24, mended: mended24 },
  '25-list-etag': { leaky: leaky25, mended: mended25 },
}
