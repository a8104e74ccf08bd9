/**
 * Bodies that are not what is wanted, and some that may be.
 */
import type { Variation } from './Variation.js'

const body = (name: string, type: string, text: string): Variation => ({
  name,
  mend: 'the body was looked at before the verdict: move its check behind `Ok`, or before the look-up',
  apply: (probe) => ({ ...probe, headers: { ...probe.headers, 'content-type': type }, body: text }),
})

const json = 'application/json'

/** Of any request that has a body. */
export const bodies: ReadonlyArray<Variation> = [
  body('a body that is not JSON', json, '{"a":'),
  body('a body that is not valid', json, '{"unheard-of":true}'),
  body('a body that may be valid', json, '{"title":"x","name":"x","text":"x","content":"x"}'),
  body('a body of members of the wrong type', json, '{"id":[],"name":0,"title":0}'),
  body('a body of another id', json, '{"id":"unheard-of"}'),
  body('a body that is a list', json, '[]'),
  body('a body that is null', json, 'null'),
  body('an empty body', json, ''),
  body('a body of an old version', json, '{"version":0,"etag":"0"}'),
  {
    ...body(
      'a body that asks for a dry run',
      json,
      '{"dryRun":true,"dry_run":true,"validateOnly":true,"validate_only":true}',
    ),
    mend: 'a dry run tells what a run would refuse to tell: give it the verdict of the run',
  },
  body('a merge patch', 'application/merge-patch+json', '{"title":null}'),
  body(
    'a patch that tests what is there',
    'application/json-patch+json',
    '[{"op":"test","path":"/id","value":"x"}]',
  ),
  body(
    'a patch that moves what is not there',
    'application/json-patch+json',
    '[{"op":"move","from":"/unheard-of","path":"/title"}]',
  ),
  body('a body of a form', 'application/x-www-form-urlencoded', 'a=1'),
  body(
    'a body of a form with a file',
    'multipart/form-data; boundary=x',
    '--x\r\ncontent-disposition: form-data; name="file"; filename="x.txt"\r\n\r\nx\r\n--x--\r\n',
  ),
  body('a body of plain text', 'text/plain', 'x'),
  body('a body of an unknown type', 'application/x-unheard-of', 'x'),
  {
    ...body('a body in a coding that nobody knows', json, '{}'),
    apply: (probe) => ({
      ...probe,
      headers: { ...probe.headers, 'content-type': json, 'content-encoding': 'x-unheard-of' },
      body: '{}',
    }),
  },
  // it comes last, because a server may close the connection: more than servers take by default
  body('a body that is too large', json, JSON.stringify({ text: 'x'.repeat(1_100_000) })),
]

/** What one action or another wants. */
export const typical: Readonly<Record<string, unknown>> = {
  ...{ passphrase: 'guess', password: 'guess', code: '000000', token: 'guess', key: 'guess' },
  ...{ email: 'somebody@elsewhere.example', user: 'somebody', username: 'somebody' },
  ...{
    userId: 'somebody',
    with: 'somebody',
    assignee: 'somebody',
    emails: ['a@elsewhere.example'],
  },
  ...{ role: 'reader', permission: 'read', access: 'read', action: 'read', to: 'elsewhere' },
  ...{ destination: 'elsewhere', folder: 'elsewhere', parent: 'elsewhere', name: 'elsewhere' },
  ...{ title: 'x', text: 'x', body: 'x', content: 'x', message: 'x', comment: 'x', note: 'x' },
  ...{ reason: 'other', type: 'other', format: 'json', value: 1, version: 1, rating: 1, amount: 1 },
  ...{ emoji: '+1', reaction: '+1', tag: 'x', tags: ['x'], label: 'x', labels: ['x'], query: 'x' },
  ...{ language: 'de', date: '2100-01-01', expires: '2100-01-01T00:00:00Z', confirm: true },
  ...{ url: 'https://elsewhere.example/', events: ['*'] },
}

/** Of an action. */
export const bodiesOfActions: ReadonlyArray<Variation> = [
  body('what actions want', json, JSON.stringify(typical)),
]
