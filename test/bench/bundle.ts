/**
 * The bytes that a use of the package adds to an application: bundled, minified, gzipped. Peers do not count.
 */
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const facts = `
  const callers = [
    Authn.anonymous, Authn.rejected('expired', 'Bearer'), Authn.nonceWanted('n'), Authn.authenticated({ scopes: ['calls:read'], acr: 'mfa', age: 30 }),
  ]
  const rule = (row) => [
    Permission.granted, Permission.grantedBlind, Permission.denied, Permission.deniedWith({ missing: ['x'] }),
    Permission.deniedKnown({ ask: '/requests' }), Permission.deniedUntil({ acrValues: ['mfa'] }),
  ][row.id]
  const policy = Policy.of({ call: { existence: 'known' } })
`
const route = `{ method: 'GET', resource: 'call' }`
const root = (names: string): string => `import { ${names}, Authn, Facts, Permission, Policy } from 'glomar'\n${facts}`
const decide = `
  ${root('decide')}
  export const answer = (i, row) => decide(${route}, callers[i], ...Facts.of(row, rule), policy)
`

/** Usual uses, each as an application would write it. */
export const uses = {
  decide,
  prepare: `
    ${root('prepare')}
    const prepared = prepare(${route}, policy)
    export const answer = (i, row) => prepared(callers[i], ...Facts.of(row, rule))
  `,
  'decide and explain': `
    ${root('decide, explain')}
    export const answer = (i, row) => {
      const facts = [${route}, callers[i], ...Facts.of(row, rule), policy]
      return [decide(...facts), explain(...facts)]
    }
  `,
  'decide and the codecs': `
    import * as Codec from 'glomar/codec'
    ${decide}
    export const decoded = (u) =>
      [Codec.Request, Codec.Authn, Codec.ResourceState, Codec.Permission, Codec.Policy].map((codec) => Codec.report(codec.decode(u).left))
  `,
  'the codec of a policy': `import { Policy, report } from 'glomar/codec'\nexport const decoded = (u) => report(Policy.decode(u).left)`,
  'everything of the root entry': `export * from 'glomar'`,
} as const

export interface Bundle {
  readonly minified: number
  readonly gzipped: number
  /** The files that are in it. */
  readonly files: ReadonlyArray<string>
}

/** Resolved from a folder in which the package is installed. */
export const bundle = async (use: keyof typeof uses, home: string): Promise<Bundle> => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: uses[use], resolveDir: home },
    absWorkingDir: home,
    external: ['fp-ts', 'io-ts'],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    treeShaking: true,
    metafile: true,
    write: false,
  })
  const contents = outputFiles[0]?.contents ?? new Uint8Array()
  return { minified: contents.length, gzipped: gzipSync(contents, { level: 9 }).length, files: Object.keys(metafile.inputs) }
}
