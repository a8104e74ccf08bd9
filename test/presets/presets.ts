/**
 * What `docs/presets.md` says of each preset: who is documented to answer so, and which facts it wants.
 */
import { Authn, Permission, Policy, Route, type ResourceState } from 'glomar'
import * as presets from 'glomar/presets'
import { whoSeesWhat, type Persona } from 'glomar/analysis'

const { grant, deny } = Permission

/** The permissions by the code that makes them. */
export const permissions = {
  'deny()': deny(),
  'deny({ mayKnow: true })': deny({ mayKnow: true }),
  'grant({ mayKnow: false })': grant({ mayKnow: false }),
  'grant()': grant(),
} as const
export type Code = keyof typeof permissions

const signedIn = Authn.authenticated()

/** The rows of the table of a preset. */
export const rows: ReadonlyArray<Omit<Persona, 'permission'> & { readonly code: Code }> = [
  { name: 'visitors', authn: Authn.anonymous, code: 'deny()' },
  { name: 'strangers', authn: signedIn, code: 'deny()' },
  { name: 'those who may know', authn: signedIn, code: 'deny({ mayKnow: true })' },
  { name: 'those who act blind', authn: signedIn, code: 'grant({ mayKnow: false })' },
  { name: 'those who may act', authn: signedIn, code: 'grant()' },
]

/** One request, and two permissions of which the second gives another answer. */
export interface Warning {
  readonly when: string
  readonly route: Route.Route
  readonly authn: Authn.Authn
  readonly state: ResourceState
  readonly wanted: Code
  readonly otherwise: Code
}

export type Name = keyof typeof presets

export interface AboutPreset {
  readonly name: Name
  readonly does: string
  /** Who is documented to answer so: what, and where. */
  readonly documented: ReadonlyArray<readonly [string, string]>
  readonly facts: ReadonlyArray<string>
  readonly warnings: ReadonlyArray<Warning>
}

export const read = Route.of({ method: 'GET', resource: 'document' })
const remove = Route.of({ method: 'DELETE', resource: 'document' })
const list = Route.of({ method: 'GET', resource: 'document', shape: 'collection' })
export const guarded = Route.of({
  method: 'GET',
  resource: 'document',
  requires: { authenticated: true },
})

// ------------------------------------------------------------------ what goes wrong

const readerIsTold: Warning = {
  when: 'A reader may not delete the document.',
  route: remove,
  authn: signedIn,
  state: 'present',
  wanted: 'deny({ mayKnow: true })',
  otherwise: 'deny()',
}
const ofEveryHidden: Warning = {
  when: 'A stranger asks for a missing document.',
  route: read,
  authn: signedIn,
  state: 'absent',
  wanted: 'deny()',
  otherwise: 'deny({ mayKnow: true })',
}
const before404: Warning = {
  when: 'A reader, who may not delete, deletes a missing document.',
  route: remove,
  authn: signedIn,
  state: 'absent',
  wanted: 'deny()',
  otherwise: 'deny({ mayKnow: true })',
}
const withoutList: Warning = {
  when: 'A caller may get every document, and may not list them. They get a missing one.',
  route: read,
  authn: signedIn,
  state: 'absent',
  wanted: 'grant({ mayKnow: false })',
  otherwise: 'grant()',
}
const emptyNotRefused: Warning = {
  when: 'A caller may not list the documents.',
  route: list,
  authn: signedIn,
  state: 'present',
  wanted: 'deny()',
  otherwise: 'deny({ mayKnow: true })',
}

const links = {
  aip: 'https://google.aip.dev/211',
  directus: 'https://directus.io/docs/guides/connect/errors',
  drive: 'https://developers.google.com/workspace/drive/api/guides/handle-errors',
  driveRequest: 'https://support.google.com/docs/answer/6211862',
  fhir: 'https://hl7.org/fhir/security.html#AccessDenied',
  github:
    'https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#404-not-found-for-an-existing-resource',
  gitlab: 'https://docs.gitlab.com/api/rest/troubleshooting/',
  jfrog:
    'https://jfrog.com/help/r/jfrog-platform-administration-documentation/hide-existence-of-unauthorized-resources',
  kubernetes: 'https://kubernetes.io/docs/reference/access-authn-authz/authorization/',
  mastodon: 'https://docs.joinmastodon.org/methods/statuses/',
  matrixEvent:
    'https://spec.matrix.org/latest/client-server-api/#get_matrixclientv3roomsroomideventeventid',
  matrixState:
    'https://spec.matrix.org/latest/client-server-api/#get_matrixclientv3roomsroomidstateeventtypestatekey',
  notion: 'https://developers.notion.com/reference/status-codes',
  pocketbase: 'https://pocketbase.io/docs/api-rules-and-filters/',
  postgrest: 'https://docs.postgrest.org/en/latest/references/errors.html',
  s3: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html',
}

const absentIsLeast = `For an id without a document, give what is true of the most hidden document that could
have it. Leave \`whenAbsent\` out if in doubt.`
const plainDeny = `A 403 before a 404 for everyone wants a plain \`deny()\`, also for callers who may read. With
\`deny({ mayKnow: true })\`, a reader's DELETE of a missing document is a 404.`

export const about: ReadonlyArray<AboutPreset> = [
  {
    name: 'hidden',
    does: 'What is not yours is not there. Visitors are asked for credentials.',
    documented: [
      ['Google Drive files', links.drive],
      ['Notion pages', links.notion],
      ['Matrix events', links.matrixEvent],
    ],
    facts: [
      `A caller who may read the document, and may not do this, is a \`deny({ mayKnow: true })\`. With a
      plain \`deny()\`, they get a 404 for a document that they can read.`,
      absentIsLeast,
    ],
    warnings: [readerIsTold, ofEveryHidden],
  },
  {
    name: 'hiddenFromAll',
    does: 'The same, and visitors get the 404 as well.',
    documented: [
      ['GitHub repositories', links.github],
      ['GitLab projects', links.gitlab],
      ['Mastodon posts', links.mastodon],
    ],
    facts: [
      `On a route that requires credentials, the permission of a visitor does not count. A visitor gets the
      404 there even of a public document. For writes, name an action, such as \`document:delete\`, and
      give it \`hidden\`.`,
      `GitHub answers a token without a scope by the 404. So the scopes belong to the permission check,
      and not to the route.`,
    ],
    warnings: [
      readerIsTold,
      {
        when: 'A visitor asks for a public document, which they may only know of.',
        route: read,
        authn: Authn.anonymous,
        state: 'present',
        wanted: 'deny({ mayKnow: true })',
        otherwise: 'deny()',
      },
    ],
  },
  {
    name: 'uniform403',
    does: 'Permission first, existence second. A 403 says that the thing might not exist.',
    documented: [
      ['Google AIP-211', links.aip],
      ['the state of Matrix rooms', links.matrixState],
    ],
    facts: [
      plainDeny,
      `A caller with the permission is a \`grant()\`, also of a missing document.`,
    ],
    warnings: [before404],
  },
  {
    name: 'uniform403ForAll',
    does: 'The same, and visitors get the 403 as well.',
    documented: [
      ['Kubernetes, with anonymous requests', links.kubernetes],
      ['Amazon S3 objects', links.s3],
      ['Directus items', links.directus],
    ],
    facts: [
      plainDeny,
      `Amazon S3: a user with \`s3:GetObject\`, and without \`s3:ListBucket\`, acts blind.`,
      `Directus: of a missing item nobody may know, not even an administrator.`,
    ],
    warnings: [
      before404,
      withoutList,
      {
        when: 'An administrator asks for a missing item, in the manner of Directus.',
        route: read,
        authn: signedIn,
        state: 'absent',
        wanted: 'deny()',
        otherwise: 'grant()',
      },
    ],
  },
  {
    name: 'sealed',
    does: 'Every denial conceals, whatever the permission check says of `mayKnow`.',
    documented: [['deleting Mastodon posts', links.mastodon]],
    facts: [
      `Denials may say what they like. The preset caps what the facts may disclose.`,
      `A grant still says that a document is missing. A caller who may not learn that acts blind.`,
    ],
    warnings: [withoutList],
  },
  {
    name: 'sealedFromAll',
    does: 'The same, and visitors get the 404 as well.',
    documented: [],
    facts: [`As for \`sealed\`.`],
    warnings: [withoutList],
  },
  {
    name: 'emptyLists',
    does: 'A stranger who lists gets an empty list, and never learns that they may not list.',
    documented: [['a method that FHIR names for searches', links.fhir]],
    facts: [
      `A caller who may not list is a plain \`deny()\`. With \`deny({ mayKnow: true })\`, they get a 403.`,
      `Answer \`Empty\` and a granted list without rows by the same bytes.`,
    ],
    warnings: [emptyNotRefused],
  },
  {
    name: 'emptyListsForAll',
    does: 'The same, and visitors get the empty list and the 404 as well.',
    documented: [
      ['PocketBase records', links.pocketbase],
      ['PostgREST rows under row-level security', links.postgrest],
    ],
    facts: [
      `As for \`emptyLists\`. A row that the database hides is not found: it is absent, and denied.`,
    ],
    warnings: [emptyNotRefused],
  },
  {
    name: 'openToMembers',
    does: 'Signed-in callers see what there is, what they lack, and where to ask for access.',
    documented: [
      ['the page of a Google Drive file, which offers to request access', links.driveRequest],
    ],
    facts: [
      `\`mayKnow\` of a denial changes nothing for signed-in callers. What it says of missing permissions
      and of access requests reaches all of them.`,
      `A caller who acts blind learns that a document is missing as well.`,
    ],
    warnings: [],
  },
  {
    name: 'open',
    does: 'The names are no secret. What is inside is.',
    documented: [
      ['JFrog Artifactory by default', links.jfrog],
      ['PostgREST tables', links.postgrest],
    ],
    facts: [
      `\`mayKnow\` changes nothing. A visitor gets a 401 for what exists, and a 404 for what does not.`,
      `Below an ancestor that is missing, a visitor gets a 401. Add \`anonymous: 'conceal'\` where all is
      public.`,
    ],
    warnings: [],
  },
]

/** What each row of a preset sees, by request. */
export const seenUnder = (name: Name) => {
  const personas = rows.map(({ code, ...row }) => ({ ...row, permission: permissions[code] }))
  const table = whoSeesWhat(Policy.of({ document: presets[name] }), { personas })
  return table.types.filter(({ type }) => type === 'document').flatMap((type) => type.rows)
}
