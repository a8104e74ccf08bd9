/** All handlers of this folder, each with its mistake and without it. */
import type { World } from '../World.js'
import { leaky as leaky01, mended as mended01 } from './01-patch-validation.js'
import { leaky as leaky02, mended as mended02 } from './02-create-conflict.js'
import { leaky as leaky03, mended as mended03 } from './03-put-upsert.js'
import { leaky as leaky04, mended as mended04 } from './04-idempotent-delete.js'
import { leaky as leaky05, mended as mended05 } from './05-options-allow.js'
import { leaky as leaky06, mended as mended06 } from './06-if-match-first.js'
import { leaky as leaky07, mended as mended07 } from './07-html-ask-for-access.js'
import { leaky as leaky08, mended as mended08 } from './08-short-link.js'
import { leaky as leaky09, mended as mended09 } from './09-framework-error-text.js'
import { leaky as leaky10, mended as mended10 } from './10-surrogate-key.js'
import { leaky as leaky11, mended as mended11 } from './11-access-request.js'
import { leaky as leaky12, mended as mended12 } from './12-comments-list.js'
import { leaky as leaky13, mended as mended13 } from './13-restore-not-in-trash.js'
import { leaky as leaky14, mended as mended14 } from './14-share-signature.js'
import { leaky as leaky15, mended as mended15 } from './15-copy-paid-plan.js'
import { leaky as leaky16, mended as mended16 } from './16-cursor-lookup.js'
import { leaky as leaky17, mended as mended17 } from './17-search-facets.js'
import { leaky as leaky18, mended as mended18 } from './18-bulk-matched-count.js'
import { leaky as leaky19, mended as mended19 } from './19-parent-reference.js'
import { leaky as leaky20, mended as mended20 } from './20-wiki-link.js'
import { leaky as leaky21, mended as mended21 } from './21-graphql-errors.js'
import { leaky as leaky22, mended as mended22 } from './22-import-dry-run.js'
import { leaky as leaky23, mended as mended23 } from './23-slug-suffix.js'
import { leaky as leaky24, mended as mended24 } from './24-old-api-version.js'
import { leaky as leaky25, mended as mended25 } from './25-thumbnail-placeholder.js'

type Handler = (world: World) => (request: Request) => Promise<Response>

interface Pair {
  readonly leaky: Handler
  readonly mended: Handler
}

export const handlers: Readonly<Record<string, Pair>> = {
  '01-patch-validation': { leaky: leaky01, mended: mended01 },
  '02-create-conflict': { leaky: leaky02, mended: mended02 },
  '03-put-upsert': { leaky: leaky03, mended: mended03 },
  '04-idempotent-delete': { leaky: leaky04, mended: mended04 },
  '05-options-allow': { leaky: leaky05, mended: mended05 },
  '06-if-match-first': { leaky: leaky06, mended: mended06 },
  '07-html-ask-for-access': { leaky: leaky07, mended: mended07 },
  '08-short-link': { leaky: leaky08, mended: mended08 },
  '09-framework-error-text': { leaky: leaky09, mended: mended09 },
  '10-surrogate-key': { leaky: leaky10, mended: mended10 },
  '11-access-request': { leaky: leaky11, mended: mended11 },
  '12-comments-list': { leaky: leaky12, mended: mended12 },
  '13-restore-not-in-trash': { leaky: leaky13, mended: mended13 },
  '14-share-signature': { leaky: leaky14, mended: mended14 },
  '15-copy-paid-plan': { leaky: leaky15, mended: mended15 },
  '16-cursor-lookup': { leaky: leaky16, mended: mended16 },
  '17-search-facets': { leaky: leaky17, mended: mended17 },
  '18-bulk-matched-count': { leaky: leaky18, mended: mended18 },
  '19-parent-reference': { leaky: leaky19, mended: mended19 },
  '20-wiki-link': { leaky: leaky20, mended: mended20 },
  '21-graphql-errors': { leaky: leaky21, mended: mended21 },
  '22-import-dry-run': { leaky: leaky22, mended: mended22 },
  '23-slug-suffix': { leaky: leaky23, mended: mended23 },
  '24-old-api-version': { leaky: leaky24, mended: mended24 },
  '25-thumbnail-placeholder': { leaky: leaky25, mended: mended25 },
}
