/**
 * Two results of a sweep: one with all that a page may show, and one with no finding.
 */
import type { Coverage, Finding, Result } from '../../src/cli/sweep/Result.js'

const route = 'GET /workspaces/{workspace}/folders/{folder}/documents/{document}/comments/{comment}'

/** Whoever named this route had bad intentions. */
const hostile = `GET /</style><script>alert(1)</script><img src=x onerror="alert(1)">`

const finding: Finding = {
  kind: 'existence',
  route,
  isDeclared: true,
  type: 'document',
  caller: 'tara',
  request: `${route} with if-none-match`,
  others: [`${route} with range`, `${route} with accept`],
  channel: 'status',
  says: ['status 403 against 404', 'header `etag` only when it exists'],
  mend: 'Hidden and missing are refused in two places: answer both by one refusal.',
  curl: [
    `curl -i -H 'authorization: Bearer '"$TARA_TOKEN" https://api.example/workspaces/emmas-workspace/folders/emmas-folder/documents/emmas-document`,
    `curl -i -H 'authorization: Bearer '"$TARA_TOKEN" https://api.example/workspaces/emmas-workspace/folders/emmas-folder/documents/nicks-document`,
  ],
  fingerprint: '46f3ab6b5d70d80f',
}

const statuses = ['covered', 'dead', 'masked', 'limited', 'skipped', 'without an id'] as const

const coverage = statuses.flatMap((status): ReadonlyArray<Coverage> =>
  ['tara', 'nobody'].map((caller) => ({
    route,
    type: 'document',
    caller,
    status,
    ...(status === 'covered'
      ? {}
      : { why: 'answered 422, before anybody looks at the thing: give it a request that passes' }),
  })),
)

export const full: Result = {
  server: 'https://api.example',
  findings: [
    finding,
    { ...finding, kind: 'mention', route: hostile, isDeclared: false, others: [] },
    { ...finding, kind: 'access', caller: 'nobody', curl: [hostile, hostile] },
    { ...finding, kind: 'accepted', of: 'existence', reason: 'names of teams are public' },
  ],
  coverage,
  changed: ['DELETE /documents/emmas-document as tara was answered 204.'],
  notes: ['The acceptance of 0f2a1b9c8d7e6f50 fits no finding: remove it.'],
  requests: 1_234,
}

export const clean: Result = {
  server: 'https://api.example',
  findings: [],
  coverage: coverage.slice(0, 2),
  changed: [],
  notes: [],
  requests: 34,
}
