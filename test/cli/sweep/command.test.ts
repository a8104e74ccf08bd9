/**
 * `glomar sweep`, as a person runs it: what it prints, writes and says by its exit code.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { glomar, type Files } from '../world.js'
import { configOf, document, env, exhibited, type Served } from './service.js'

const types = (origin: string, ...names: ReadonlyArray<string>) =>
  Object.fromEntries(
    Object.entries(configOf(origin).types).filter(([name]) => names.includes(name)),
  )

const files = (config: unknown, more: Files = {}): Files => ({
  'api/sweep.json': JSON.stringify(config),
  'api/openapi.json': JSON.stringify(document),
  ...more,
})

/** A configuration of routes that can all be covered. */
const small = (origin: string, more: object = {}) => {
  const { api, ...rest } = configOf(origin, { questions: 'declared' })
  return {
    ...rest,
    routes: ['GET /notes/{id}', 'GET /notes/{id}/history'],
    types: types(origin, 'note'),
    ...more,
  }
}

const sweep = (config: unknown, args: ReadonlyArray<string> = [], more: Files = {}, look = {}) =>
  glomar(['sweep', 'api/sweep.json', ...args], files(config, more), { env, ...look })

describe('`sweep`', () => {
  let leaky: Served
  let mended: Served
  beforeAll(async () => {
    leaky = await exhibited('leaky')
    mended = await exhibited('mended')
  })
  afterAll(() => {
    leaky.close()
    mended.close()
  })

  test('names the pace that it keeps where no limit is given', async () => {
    const { err } = await sweep(small(mended.origin, { limits: undefined }))
    expect(err).toMatch(/^Up to about [\d,]+ requests: \d seconds? at 1000 a second\.\n/)
  })

  test('says yes where all is covered and nothing found, and tells how far it is', async () => {
    const { code, out, err } = await sweep(small(mended.origin))
    expect(code).toBe(0)
    expect(out.split('\n').slice(0, 4)).toEqual([
      `${mended.origin}: no finding.`,
      '',
      expect.stringMatching(/^Covered: 100 % of the routes and callers, by \d+ requests\.$/),
      'covered        GET /notes/{id} as tara, nobody, emma (entitled)',
    ])
    const [estimate = '', progress] = err.split('\n')
    expect(estimate).toMatch(/^Up to about [\d,]+ requests: \d seconds? at 1000 a second\.$/)
    expect(progress).toBe('[1/4] GET /notes/{id} as tara')
    const [about, sent] = [estimate, out.split('\n')[2] ?? ''].map((line) =>
      Number((/([\d,]+) requests/.exec(line)?.[1] ?? '').replaceAll(',', '')),
    ) as [number, number]
    expect(Math.abs(about - sent) / sent).toBeLessThan(0.2)
  })

  test('says no for a finding, with what to change and two lines of curl', async () => {
    const { code, out } = await sweep(small(leaky.origin))
    expect(code).toBe(1)
    expect(out).toContain(
      'existence: GET /notes/{id}/history\n  tara can tell that a hidden note exists.\n  status 200 against 404\n',
    )
    expect(out).toContain('\n  → ')
    expect(out).toContain(
      `  curl -i -H 'authorization: Bearer '"$TARA" ${leaky.origin}/notes/emmas-note/history\n`,
    )
    expect(out).not.toContain('token-of')
  })

  test('says that it says nothing where no route is covered', async () => {
    const config = small(mended.origin, { skip: ['GET /notes/{id}', 'GET /notes/{id}/history'] })
    const { code, out } = await sweep(config)
    expect([code, out.split('\n')[0]]).toEqual([
      2,
      `${mended.origin}: the sweep says nothing, because no route is covered.`,
    ])
  })

  test('says that too little is covered', async () => {
    const config = small(mended.origin, { routes: ['GET /notes/{id}', 'GET /things/{thing}'] })
    const { code, out } = await sweep(config)
    expect(code).toBe(3)
    expect(out).toContain('Covered: 40 % of the routes and callers, and 100 % are expected')
    expect((await sweep({ ...config, coverage: 0.4 })).code).toBe(0)
  })

  test('accepts what an earlier result has found, and what the configuration accepts until a day', async () => {
    const before = await sweep(small(leaky.origin), ['--json'])
    const { findings } = JSON.parse(before.out) as {
      readonly findings: ReadonlyArray<{ readonly fingerprint: string }>
    }
    const known = await sweep(small(leaky.origin), ['--baseline', 'known.json'], {
      'known.json': before.out,
    })
    expect([known.code, known.out.split('\n')[0]]).toEqual([
      0,
      `${leaky.origin}: no finding, and 2 accepted.`,
    ])
    expect(known.out).not.toContain('were not found again')
    const gone = await sweep(small(mended.origin), ['--baseline', 'known.json'], {
      'known.json': before.out,
    })
    expect([gone.code, gone.out.includes('2 were not found again')]).toEqual([0, true])
    const accept = findings.map(({ fingerprint }) => ({
      fingerprint,
      reason: 'the history is public',
      until: '2030-01-31',
    }))
    const on = (day: string) => ({ now: () => Date.parse(day) })
    const config = small(leaky.origin, { accept })
    const within = await sweep(config, [], {}, on('2030-01-31T12:00:00Z'))
    expect(within.code).toBe(0)
    expect(within.out).toContain('the history is public')
    const after = await sweep(config, [], {}, on('2030-02-01'))
    expect(after.code).toBe(1)
    expect(after.out).toContain('expired on 2030-01-31.')
  })

  test('writes reports for machines and people, which hold no secret', async () => {
    const written = new Map<string, string>()
    const look = { write: (path: string, text: string) => void written.set(path, text) }
    const out = ['a.json', 'a.xml', 'a.html']
    await sweep(small(leaky.origin), ['--out', ...out], {}, look)
    expect([...written.keys()]).toEqual(out)
    expect(JSON.parse(written.get('a.json') ?? '')).toMatchObject({ server: leaky.origin })
    expect(written.get('a.xml')).toContain(
      '<testsuite name="glomar sweep" tests="6" failures="2" skipped="0">',
    )
    expect(written.get('a.html')).toContain(
      '<span class="kind">existence</span>: GET /notes/{id}/history',
    )
    expect([...written.values()].join()).not.toContain('token-of')
  })

  test('tells of a type that is not asked about, and of a secret that is short', async () => {
    const routes = ['GET /notes/{id}', 'POST /pub/{id}']
    const all = types(mended.origin, 'note', 'diary')
    const { out } = await sweep(small(mended.origin, { types: all, routes }))
    expect(out).toContain(
      'No route that is asked has an id of `diary`: all that have one are skipped.',
    )
    const { code, out: shortly } = await glomar(
      ['sweep', 'api/sweep.json'],
      files(
        small(mended.origin, {
          identities: {
            ...configOf(mended.origin).identities,
            nick: { headers: { authorization: 'Bearer ${TARA}', 'x-key': '${NICK}' } },
          },
        }),
      ),
      { env: { ...env, NICK: 'abc' } },
    )
    expect(code).toBe(0)
    expect(shortly).toContain('$NICK has fewer than 4 characters: it shows where')
  })

  test('asks nothing where it could not write the report', async () => {
    const before = mended.requests.length
    const { code, err } = await sweep(small(mended.origin), ['--out', 'a.pdf'])
    expect([code, err]).toEqual([
      2,
      'glomar: --out a.pdf: expected a name that ends in .json, .xml, .html\n',
    ])
    expect(mended.requests.length).toBe(before)
  })

  test('tells every mistake of a configuration with its line', async () => {
    const yaml = 'version: 1\nserver: nowhere\nidentities: {}\ntypes: {}\nmethod: all\n'
    const { code, err } = await glomar(['sweep', 'a.yaml'], { 'a.yaml': yaml })
    expect([code, err.trim().split('\n')]).toEqual([
      2,
      [
        'glomar: a.yaml:2:1: server: expected an address such as https://api.example, got "nowhere"',
        'glomar: a.yaml:5:1: method: no such member; did you mean methods?',
      ],
    ])
  })

  test('prints a first configuration, of which only the ids are missing', async () => {
    const { code, out } = await glomar(['sweep', '--init', 'openapi.json'], {
      'openapi.json': JSON.stringify(document),
    })
    expect(code).toBe(0)
    const { types: made } = parse(out) as { readonly types: object }
    expect(made).toMatchObject({
      application: { in: ['/api/v1/applications/{name}'] },
      document: { in: ['/documents/{id}', '/folders/{id}/documents/{document}'] },
    })
    const { err } = await glomar(
      ['sweep', 'api/sweep.yaml'],
      { 'api/sweep.yaml': out },
      { env: { EMMA_TOKEN: 'e', TARA_TOKEN: 't' } },
    )
    expect(
      err
        .trim()
        .split('\n')
        .every((line) => line.includes('expected an id, in quotes')),
    ).toBe(true)
  })
})
