/**
 * The bytes that a use of the package adds to an application: bundled, minified, gzipped. Peers do
 * not count.
 */
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const decide = `
  import { Authn, decide, Facts, Permission, Policy, Route } from 'glomar'
  const callers = [
    Authn.anonymous, Authn.rejected('expired', 'Bearer'), Authn.nonceWanted('n'),
    Authn.authenticated({ scopes: ['documents:read'], acr: 'mfa', age: 30 }),
  ]
  const folder = Facts.of({}, () => Permission.grant())
  const authorize = (row) => [
    Permission.grant(), Permission.grant({ mayKnow: false }), Permission.deny(),
    Permission.deny({ mayKnow: true, missingPermissions: ['x'], requestAccess: '/requests' }),
    Permission.stepUp({ mayKnow: true, acrValues: ['mfa'] }),
  ][row.id]
  const policy = Policy.of({ document: { existence: 'if-may-know' }, folder: {} })
  const route = Route.of({ method: 'GET', resource: 'document' })
  const along = {
    ancestors: [{ resource: 'folder', facts: folder }],
    references: [{ resource: 'folder', facts: folder }],
  }
  export const answer = (i, row) =>
    decide(route, callers[i], ...Facts.of(row, authorize, along), policy)
`

/** Usual uses, each as an application would write it. */
export const uses = {
  '`decide`, the constructors and a policy': decide,
  'the same, and `explain`': `
    ${decide}
    import { explain } from 'glomar'
    export const because = (i, row) =>
      explain(route, callers[i], ...Facts.of(row, authorize), policy)
  `,
  'the same as the first, and the codecs': `
    ${decide}
    import * as Codec from 'glomar/codec'
    export { Codec }
  `,
  'everything of the root entry': `export * from 'glomar'`,
} as const

export type Use = keyof typeof uses

export interface Bundle {
  readonly minified: number
  readonly gzipped: number
}

/** Resolved from a folder in which the package is installed. */
export const bundle = async (use: Use, home: string): Promise<Bundle> => {
  const { outputFiles } = await build({
    stdin: { contents: uses[use], resolveDir: home },
    absWorkingDir: home,
    external: ['fp-ts', 'io-ts'],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    treeShaking: true,
    write: false,
  })
  const contents = outputFiles[0]?.contents ?? new Uint8Array()
  return { minified: contents.length, gzipped: gzipSync(contents, { level: 9 }).length }
}
