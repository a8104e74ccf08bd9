/**
 * Each exhibit of the gallery as its developers would write it down: the operations of its document,
 * and the types of a sweep over it.
 */

/** What an operation takes beside the parameters of its path. */
interface Takes {
  readonly query?: ReadonlyArray<string>
  readonly headers?: ReadonlyArray<string>
  /** Members of a body of JSON; a list is one of texts. */
  readonly body?: Readonly<Record<string, 'text' | 'list'>>
}

type Line = `${string} /${string}`

/** An exhibit, documented. */
export interface Documented {
  readonly title: string
  readonly operations: Readonly<Partial<Record<Line, Takes>>>
  readonly types: Readonly<Record<string, object>>
  /** The route that the sweep names. */
  readonly finds: string
  /** What the sweep says, where that is more than the channel of the exhibit. */
  readonly by?: 'mention'
  /** What else the configuration says. */
  readonly config?: object
}

const string = { type: 'string' }

const parameter = (where: string) => (name: string) => ({
  name,
  in: where,
  required: true,
  schema: string,
})

const operationOf = ({ query = [], headers = [], body }: Takes) => ({
  parameters: [...query.map(parameter('query')), ...headers.map(parameter('header'))],
  ...(body && {
    requestBody: {
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: Object.keys(body),
            properties: Object.fromEntries(
              Object.entries(body).map(([name, kind]) => [
                name,
                kind === 'text' ? string : { type: 'array', items: string },
              ]),
            ),
          },
        },
      },
    },
  }),
  responses: {},
})

const fixed = ['get', 'head', 'options', 'post', 'put', 'patch', 'delete', 'query']

/** The OpenAPI document. Methods without a field of their own stand under `additionalOperations`. */
export const documentOf = ({ operations }: Documented): object => {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [line, takes = {}] of Object.entries(operations)) {
    const [method = '', path = ''] = line.split(' ')
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
    const item = (paths[path] ??= { parameters: names.map(parameter('path')) })
    const operation = operationOf(takes)
    if (fixed.includes(method.toLowerCase())) item[method.toLowerCase()] = operation
    else item['additionalOperations'] = { [method]: operation }
  }
  return { openapi: '3.2.0', info: { title: 'an exhibit', version: '1' }, paths }
}

const type = (
  places: string | ReadonlyArray<string>,
  hidden: string,
  missing: string,
  spare: string,
) => ({ entitled: ['emma'], in: [places].flat(), hidden, missing, spare })

/** The sweep makes the thing, and so it can ask before and after. */
const made = (
  places: string | ReadonlyArray<string>,
  id: string,
  missing: string,
  spare: string,
) => {
  const { hidden, ...rest } = type(places, id, missing, spare)
  return {
    ...rest,
    create: { as: 'emma', method: 'POST', path: '/things', take: { id: 'body.id' } },
    remove: { as: 'emma', method: 'DELETE', path: '/things/${id}' },
  }
}

const document = type('/documents/{id}', 'emmas-will', 'ninas-will', 'lucys-will')
const report = type('/reports/{id}', 'emmas-audit', 'ninas-audit', 'lucys-audit')
const file = type('/files/{name}', 'emmas-plan', 'ninas-plan', 'lucys-plan')
const folder = type('/folders/{id}', 'emmas-plans', 'ninas-plans', 'lucys-plans')
const page = type('/pages/{name}', 'emmas-page', 'ninas-page', 'lucys-page')
const note = type('/notes/{id}', 'emmas-note', 'ninas-note', 'lucys-note')
const madeNote = made('/notes/{id}', 'emmas-note', 'ninas-note', 'lucys-note')

/** Whole queries, which differ in the id alone. */
const queries = (query: (id: string) => string) =>
  type('/graphql query', query('emmas-will'), query('ninas-will'), query('lucys-will'))

const getDocument = { 'GET /documents/{id}': {} }
const getReport = { 'GET /reports/{id}': {} }
const getFile = { 'GET /files/{name}': {} }
const getFolder = { 'GET /folders/{id}': {} }
const getNote = { 'GET /notes/{id}': {} }
const graphql = { 'POST /graphql': { body: { query: 'text' } } } as const

const everything = { questions: 'all' }

/** A report, and what else is declared at its path. */
const ofReport = (title: string, more: Documented['operations'] = {}): Documented => ({
  title,
  operations: { ...getReport, ...more },
  types: { report },
  finds: Object.keys(more)[0] ?? 'GET /reports/{id}',
})

const ofFile = (title: string, method: string, takes: Takes = {}): Documented => ({
  title,
  operations: { ...getFile, [`${method} /files/{name}`]: takes },
  types: { file },
  finds: `${method} /files/{name}`,
})

const one = (title: string, line: Line, its: Documented['types'], takes: Takes = {}) => ({
  title,
  operations: { [line]: takes },
  types: its,
  finds: line,
})

export const documented: ReadonlyArray<Documented> = [
  one('A challenge only where there is something to protect', 'GET /api/projects/{name}', {
    project: type('/api/projects/{name}', 'payroll', 'finance', 'support'),
  }),
  one('403 for what exists', 'GET /api/v1/applications/{name}', {
    application: type('/api/v1/applications/{name}', 'ledger', 'budget', 'outlay'),
  }),
  {
    title: 'A gateway that knows the host',
    operations: { 'GET /dashboard': { headers: ['x-forwarded-host'] } },
    types: {
      site: type('/dashboard x-forwarded-host', 'crm.example', 'erp.example', 'cms.example'),
    },
    finds: 'GET /dashboard (x-forwarded-host in the header)',
    config: {
      identities: {
        // who may know is told by the address
        emma: { headers: { 'x-real-ip': '10.0.0.5' } },
        tara: { headers: { authorization: 'Bearer ${TARA}' } },
      },
    },
  },
  one('A denial that says what was denied', 'GET /api/v1/clusters/{name}', {
    cluster: type('/api/v1/clusters/{name}', 'staging', 'testing', 'preview'),
  }),
  {
    title: 'A command that is not a GET',
    operations: { 'POST /commands': { body: { command: 'text' } } },
    types: {
      channel: type('/commands command', '/mute layoffs', '/mute payroll', '/mute mergers'),
    },
    finds: 'POST /commands (command in the body)',
  },
  {
    title: 'The error of the permission check',
    operations: { 'GET /secrets/{name}': {}, 'GET /clusterroles/{role}': {} },
    types: { role: made('/clusterroles/{role}', 'auditor', 'manager', 'trainee') },
    finds: 'GET /secrets/{name}',
    config: { values: { name: 'database' } },
  },
  one('Two texts of one 404', 'GET /api/injects/{id}', {
    inject: type('/api/injects/{id}', 'emmas-inject', 'ninas-inject', 'lucys-inject'),
  }),
  one('An error object on the wire', 'GET /records/{id}', {
    record: type('/records/{id}', 'emmas-record', 'ninas-record', 'lucys-record'),
  }),
  one('An error id for denials only', 'GET /recordings/{id}', {
    recording: type('/recordings/{id}', 'emmas-recording', 'ninas-recording', 'lucys-recording'),
  }),
  {
    title: 'A sign-in that knows the account',
    operations: { 'POST /sign-in': { body: { user: 'text', password: 'text' } } },
    types: { user: type('/sign-in user', 'emma', 'nina', 'lucy') },
    finds: 'POST /sign-in (user in the body)',
    config: { include: ['POST /sign-in'] },
  },
  {
    ...one('A way to the login page', 'GET /{owner}/{name}', {
      repository: type('/{owner}/{name}', 'novel', 'poems', 'essay'),
    }),
    config: { values: { owner: 'emma' } },
  },
  {
    title: 'A permalink that shows the title',
    operations: { 'GET /p/{id}': {}, 'GET /t/{slug}/{id}': {} },
    types: { topic: type(['/p/{id}', '/t/{slug}/{id}'], '7', '8', '9') },
    finds: 'GET /p/{id}',
    config: { values: { slug: 'office' } },
  },
  {
    ...one('A page that suggests a search', 'GET /t/{slug}/{id}', {
      topic: type('/t/{slug}/{id}', '7', '8', '9'),
    }),
    config: { values: { slug: 'office' } },
  },
  one('304 before the permission', 'GET /documents/{id}', { document }),
  one('A 404 with an ETag', 'GET /pub/{name}', {
    entry: type('/pub/{name}', 'emmas-diary', 'ninas-diary', 'lucys-diary'),
  }),
  one('412 before the permission', 'PATCH /v1/books/{id}', {
    book: type('/v1/books/{id}', 'emmas-book', 'ninas-book', 'lucys-book'),
  }),
  {
    title: 'Allow by resource',
    operations: { 'GET /{name}': {}, 'OPTIONS /{name}': {} },
    types: { container: type('/{name}', 'inbox', 'queue', 'draft') },
    finds: 'OPTIONS /{name}',
  },
  {
    title: '405 for what exists',
    operations: { 'GET /schemas/{name}': {} },
    types: { schema: type('/schemas/{name}', 'emmas-invoice', 'ninas-invoice', 'lucys-invoice') },
    finds: 'PUT /schemas/{id}',
    config: everything,
  },
  {
    title: 'PATCH without what GET has',
    operations: { ...getNote, 'PATCH /notes/{id}': { body: { title: 'text' } } },
    types: { note },
    finds: 'PATCH /notes/{id}',
  },
  {
    title: 'An action below a hidden thing',
    operations: { 'GET /projects/{name}': {}, 'POST /projects/{name}/toggle_star.json': {} },
    types: { project: type('/projects/{name}', 'payroll', 'finance', 'support') },
    finds: 'POST /projects/{name}/toggle_star.json',
  },
  one('An idempotent DELETE', 'DELETE /recipes/{id}', {
    recipe: type('/recipes/{id}', 'emmas-recipe', 'ninas-recipe', 'lucys-recipe'),
  }),
  one(
    '422 before 403',
    'PATCH /invoices/{id}',
    { invoice: type('/invoices/{id}', 'emmas-invoice', 'ninas-invoice', 'lucys-invoice') },
    { body: { amount: 'text', due: 'text' } },
  ),
  {
    title: 'A name that somebody has',
    operations: { 'GET /agents/{name}': {}, 'PUT /agents/{name}': {} },
    types: { agent: type('/agents/{name}', 'emmas-helper', 'ninas-helper', 'lucys-helper') },
    finds: 'PUT /agents/{name}',
  },
  one('409 before the permission to create', 'PUT /v1/shelves/{name}', {
    shelf: type('/v1/shelves/{name}', 'bequests', 'textiles', 'dramatic'),
  }),
  {
    title: 'A form that checks while one types',
    operations: { 'POST /job/{job}/checkPattern': { body: { pattern: 'text' } } },
    types: { file: type('pattern', 'deploy.pem', 'server.pem', 'backup.pem') },
    finds: 'POST /job/{job}/checkPattern (pattern in the body)',
    config: { values: { job: 'app' } },
  },
  {
    title: 'A count of everything',
    operations: { 'GET /requests': {}, 'GET /requests/{id}': {} },
    types: { request: made('/requests/{id}', '3', '4', '5') },
    finds: 'GET /requests',
  },
  {
    title: 'A flag on the parent',
    operations: { 'GET /c/{name}': {} },
    types: {
      category: {
        ...made('/c/{name}', 'board', 'lobby', 'depot'),
        own: { emma: 'office', tara: 'office' },
      },
    },
    finds: 'GET /c/{name}',
  },
  {
    title: 'A list that disagrees with its items',
    operations: { 'GET /explore': {}, 'GET /repos/{name}': {} },
    types: { repository: made('/repos/{name}', 'emmas-novel', 'ninas-novel', 'lucys-novel') },
    finds: 'GET /explore',
    by: 'mention',
  },
  one(
    'Creating in a hidden parent',
    'POST /organizations/{name}/projects',
    { organization: type('/organizations/{name}', 'initech', 'contoso', 'massive') },
    { body: { name: 'text' } },
  ),
  {
    title: 'A 404 that names the layer',
    operations: { 'GET /projects/{project}/repositories/{name}': {} },
    types: { project: type('/projects/{project}', 'payroll', 'finance', 'support') },
    finds: 'GET /projects/{project}/repositories/{name}',
    config: { values: { name: 'ledger' } },
  },
  {
    ...one('An open document in a closed folder', 'GET /folders/{folder}/documents/{id}', {
      minutes: type(
        '/folders/{folder}/documents/{id}',
        'emmas-minutes',
        'ninas-minutes',
        'lucys-minutes',
      ),
    }),
    config: { values: { folder: 'board' } },
  },
  {
    title: 'A move into a hidden folder',
    operations: { ...getDocument, 'PATCH /documents/{id}': { body: { folder: 'text' } } },
    types: { folder: { ...folder, in: ['/documents folder'] } },
    finds: 'PATCH /documents/{id} (folder in the body)',
    config: { values: { id: 'taras-notes' } },
  },
  {
    title: 'A rename onto a hidden name',
    operations: { 'MOVE /files/{folder}/{name}': { headers: ['Destination'] } },
    types: {
      file: type(
        '/files Destination',
        '/files/board/emmas-plan',
        '/files/board/ninas-plan',
        '/files/board/lucys-plan',
      ),
    },
    finds: 'MOVE /files/{folder}/{name} (Destination in the header)',
    config: { values: { folder: 'taras', name: 'notes' } },
  },
  {
    title: 'A foreign key as an oracle',
    operations: { 'POST /comments': { body: { document: 'text', text: 'text' } } },
    types: { document: { ...document, in: ['/comments document'] } },
    finds: 'POST /comments (document in the body)',
  },
  {
    title: 'A mount from elsewhere',
    operations: { 'POST /v2/{name}/blobs': { query: ['mount', 'from'] } },
    types: { project: type('/v2/{name}/blobs from', 'payroll', 'finance', 'support') },
    finds: 'POST /v2/{name}/blobs (from in the query)',
    config: { values: { name: 'website', mount: 'sha256:9f2c' } },
  },
  {
    title: 'An outcome for each id',
    operations: { 'DELETE /sessions': { query: ['ids'] } },
    types: { session: type('/sessions ids', 'emmas-session', 'ninas-session', 'lucys-session') },
    finds: 'DELETE /sessions (ids in the query)',
    config: { include: ['DELETE /sessions'] },
  },
  {
    title: 'null with an error, null without',
    operations: graphql,
    types: { document: queries((id) => `{ document(id: "${id}") { id } }`) },
    finds: 'POST /graphql (query in the body)',
  },
  one('Freshness only where something is hidden', 'GET /photos/{id}', {
    photo: type('/photos/{id}', 'emmas-photo', 'ninas-photo', 'lucys-photo'),
  }),
  one('Vary once the caller was looked at', 'GET /pages/{name}', {
    page: type('/pages/{name}', 'emmas-plan', 'ninas-plan', 'lucys-plan'),
  }),
  one('406 before the permission', 'GET /reports/{id}', {
    report: type('/reports/{id}', 'emmas-report', 'ninas-report', 'lucys-report'),
  }),
  {
    ...ofReport('A preflight that looks at the thing'),
    finds: 'OPTIONS /reports/{id}',
    config: { ...everything, methods: 'safe' },
  },
  ofReport('A range that is too far'),
  ofReport('A date that is never reached'),
  ofReport('An upgrade before the permission'),
  ofReport('A job that is begun for anybody'),
  ofReport('A method in a field', { 'POST /reports/{id}': {} }),
  ofReport('Another method that a field overrides', { 'POST /reports/{id}': {} }),
  ofReport('A coding that nobody knows', { 'PATCH /reports/{id}': {} }),
  ofReport('A query with a body', { 'QUERY /reports/{id}': {} }),
  ofReport('A bad token that is read last'),
  ofReport('An id for the log, of denials alone'),
  ofFile('Properties without the permission to read', 'PROPFIND'),
  ofFile('A lock on a name that is free', 'LOCK'),
  ofFile('A copy of what one may not read', 'COPY', { headers: ['destination'] }),
  ofFile('A folder of a name that is taken', 'MKCOL'),
  one('A parameter of the path', 'GET /pages/{name}', { page }),
  one('Two slashes', 'GET /pages/{name}', { page }),
  one('A name in decomposed characters', 'GET /pages/{name}', {
    page: type('/pages/{name}', 'börsenbericht', 'mörsenbericht', 'hörsenbericht'),
  }),
  {
    title: 'A page of the list',
    operations: { 'GET /notes': {}, ...getNote },
    types: { note: madeNote },
    finds: 'GET /notes',
  },
  {
    title: 'A suggestion while one types',
    operations: { 'GET /notes/suggest': { query: ['q'] }, ...getNote },
    types: { note: { ...note, in: ['/notes/{id}', '/notes/suggest q'] } },
    finds: 'GET /notes/suggest (q in the query)',
  },
  {
    title: 'A helper that says whether it exists',
    operations: { ...getNote, 'GET /notes/{id}/exists': {} },
    types: { note },
    finds: 'GET /notes/{id}/exists',
  },
  {
    title: 'A history of its own',
    operations: { ...getNote, 'GET /notes/{id}/history': {} },
    types: { note },
    finds: 'GET /notes/{id}/history',
  },
  {
    title: 'A map of the site',
    operations: { 'GET /sitemap.xml': {}, ...getNote },
    types: { note: madeNote },
    finds: 'GET /sitemap.xml',
    by: 'mention',
  },
  {
    title: 'An error of the resolver',
    operations: graphql,
    types: {
      note: type(
        '/graphql query',
        ...(['emmas-note', 'ninas-note', 'lucys-note'].map(
          (id) => `{ note(id: "${id}") { id } }`,
        ) as [string, string, string]),
      ),
    },
    finds: 'POST /graphql (query in the body)',
  },
  {
    title: 'A request within a batch',
    operations: { ...getNote, 'POST /batch': { body: { ids: 'list' } } },
    types: { note: { ...note, in: ['/notes/{id}', '/batch ids'] } },
    finds: 'POST /batch (ids in the body)',
  },
  {
    title: 'A body that is too large',
    operations: { ...getFolder, 'PUT /folders/{id}': {} },
    types: { folder },
    finds: 'PUT /folders/{id}',
  },
  {
    title: 'A patch that tests',
    operations: { ...getFolder, 'PATCH /folders/{id}': {} },
    types: { folder },
    finds: 'PATCH /folders/{id}',
  },
  {
    title: 'A folder within a hidden folder',
    operations: { ...getFolder, 'POST /folders': { body: { parent: 'text' } } },
    types: { folder: { ...folder, in: ['/folders/{id}', '/folders parent'] } },
    finds: 'POST /folders (parent in the body)',
  },
  {
    title: 'A name that is unique for all',
    operations: { ...getFolder, 'POST /folders': { body: { name: 'text' } } },
    types: { folder: { ...folder, in: ['/folders/{id}', '/folders name'] } },
    finds: 'POST /folders (name in the body)',
  },
]
