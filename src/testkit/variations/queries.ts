/**
 * Parameters that are added to the query. Those that ask for much the same stand in one query,
 * because a handler looks at the one that it knows.
 */
import type { Variation } from './Variation.js'

const query = (
  name: string,
  added: string,
  mend = 'a parameter of the query was looked at before the verdict: move it behind `Ok`',
): Variation => ({
  name,
  mend,
  apply: (probe) => ({
    ...probe,
    path: `${probe.path}${probe.path.includes('?') ? '&' : '?'}${added}`,
  }),
})

const ofDryRuns = 'a dry run tells what a run would refuse to tell: give it the verdict of the run'

const ofKeys =
  'a key to the thing was tried before the verdict: answer a wrong key as if nothing were there'

/** Of any request. */
export const queriesOfAny: ReadonlyArray<Variation> = [
  query('a query', 'fields=id&_method=DELETE'),
  query(
    'everything included',
    'include=*&expand=*&deleted=true&debug=true&verbose=true&explain=true',
  ),
]

/** Of a request that reads. */
export const queriesOfReads: ReadonlyArray<Variation> = [
  query('another version', 'version=99999'),
  query('another form', 'format=html&lang=de&raw=true&redirect=true'),
  query('a callback', 'callback=f'),
  query('a page far behind', 'page=99999&limit=1'),
  query(
    'an old version',
    'version=1&rev=1&revision=1&versionId=1&asOf=2000-01-01T00:00:00Z&as_of=2000-01-01&at=2000-01-01',
  ),
  query('a form that nobody knows', 'format=unheard-of&alt=unheard-of'),
  query('members that nobody knows', 'fields=unheard-of&include=unheard-of&expand=unheard-of'),
  query('a size', 'download=true&size=large&width=64&height=64&page=1'),
  query('an intent to edit', 'edit=true&action=edit&mode=edit&access=write'),
  query('another person', 'as=somebody&user=somebody&onBehalfOf=somebody'),
  query('a wrong link', 'token=guess&key=guess&signature=guess&expires=1', ofKeys),
  query(
    'a wrong share',
    'share=guess&sig=guess&invite=guess&code=guess&share_token=guess&shareKey=guess&s=guess',
    ofKeys,
  ),
  query('a part by its name', 'acl&tagging&versions&uploads&policy&attributes&meta&comments'),
  query('an action', 'action=history&do=history&view=history&tab=history&mode=history'),
  query('a draft', 'draft=true&preview=true&include_deleted=true&archived=true&trashed=true'),
  query('a wait', 'wait=0&timeout=0&since=0&poll=true&watch=true'),
  query('a hash', 'hash=guess&etag=guess&checksum=guess&sha=guess&sha256=guess'),
  query('a count', 'count=true&exists=true&head=true&metadata=true&check=true&fields='),
  query('a wrong passphrase', 'password=guess&passphrase=guess&code=000000', ofKeys),
]

/** Of a request that may change something. */
export const queriesOfWrites: ReadonlyArray<Variation> = [
  query(
    'a dry run',
    'dry_run=true&dryRun=true&dryrun=true&validate_only=true&validateOnly=true&preview=true&simulate=true',
    ofDryRuns,
  ),
  query('a dry run of all', 'dryRun=All&dry_run=1&dry-run=true&check=true&test=true', ofDryRuns),
  query('force', 'force=true&permanent=true&cascade=true&recursive=true&confirm=true'),
  query('a bin', 'soft=true&softDelete=true&trash=true&permanent=false'),
  query('an old version', 'version=0&rev=0&revision=0&expectedVersion=0&etag=0'),
  query('an upsert', 'upsert=true&create=true&overwrite=false&ifExists=fail&mode=create'),
]
