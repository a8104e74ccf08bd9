/**
 * Google Drive: no read access is a 404. Read access without write access is a 403.
 */
import { Authn, Policy, Route, type Renderer } from 'glomar'
import * as presets from 'glomar/presets'
import {
  absent,
  alike,
  caller,
  deny,
  json,
  lastOf,
  nobody,
  present,
  type Sent,
  type System,
} from './System.js'

// #region page
export const drivePolicy = Policy.of({ file: presets.hidden })

const driveErrors = {
  401: ['authError', 'Invalid Credentials'],
  403: [
    'insufficientFilePermissions',
    'The user does not have sufficient permissions for file {fileId}.',
  ],
  404: ['notFound', 'File not found: {fileId}'],
  503: ['backendError', 'Service Unavailable'],
} as const

export const driveWords: Renderer<Sent> = ({ status }, { path }) => {
  const [reason, template] = driveErrors[status]
  const message = template.replace('{fileId}', lastOf(path))
  const where = status === 401 ? { locationType: 'header', location: 'Authorization' } : {}
  const error = { domain: 'global', reason, message, ...where }
  return json(status, { error: { errors: [error], code: status, message } })
}
// #endregion

const docs = 'https://developers.google.com/workspace/drive/api/guides/handle-errors'
const things = ['a file', 'no file'] as const
const scopes = ['https://www.googleapis.com/auth/drive']
const requires = { scopes }
const withScope = (says: string) => caller(says, Authn.authenticated({ scopes }))
const authError = {
  status: 401,
  body: {
    error: {
      errors: [
        {
          domain: 'global',
          reason: 'authError',
          message: 'Invalid Credentials',
          locationType: 'header',
          location: 'Authorization',
        },
      ],
      code: 401,
      message: 'Invalid Credentials',
    },
  },
}
const error = (status: number, reason: string, message: string) => ({
  status,
  body: { error: { errors: [{ domain: 'global', reason }], code: status, message } },
})
const notFound = error(404, 'notFound', 'File not found: emmas-file')
const reader = withScope('a user who may only read')

export const drive: System = {
  name: 'Google Drive',
  file: 'drive.ts',
  about: [
    `A reader who wants to write is a \`deny({ mayKnow: true })\`. Everyone else is a \`deny()\`.`,
  ],
  policy: drivePolicy,
  renderer: driveWords,
  questions: [
    {
      request: 'GET /drive/v3/files/emmas-file',
      route: Route.of({ method: 'GET', resource: 'file', requires }),
      cells: [
        ...alike(nobody, things, authError, docs),
        ...alike(caller('an expired token', Authn.rejected('expired')), things, authError, docs),
        ...alike(caller('a token without the scope'), things, authError, docs).map((cell) => ({
          ...cell,
          cannot: `An authenticated caller without a scope is a 403 (RFC 6750 §3.1), and a renderer makes
          no 401 of it.`,
        })),
        ...alike(withScope('a user without read access'), things, notFound, docs),
        {
          who: reader,
          thing: 'a file',
          facts: present(),
          documented: { status: 200 },
          source: docs,
        },
      ],
    },
    {
      request: 'PATCH /drive/v3/files/emmas-file',
      route: Route.of({ method: 'PATCH', resource: 'file', requires }),
      cells: [
        {
          who: reader,
          thing: 'a file',
          facts: present(deny({ mayKnow: true })),
          documented: error(
            403,
            'insufficientFilePermissions',
            'The user does not have sufficient permissions for file emmas-file.',
          ),
          source: docs,
        },
        { who: reader, thing: 'no file', facts: absent(), documented: notFound, source: docs },
        ...alike(withScope('a user without read access'), things, notFound, docs),
      ],
    },
  ],
}
