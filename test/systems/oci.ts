/**
 * A registry of images: the token names the repositories, so whoever lacks a scope learns nothing.
 */
import { Authn, Facts, Policy, Route, type Renderer } from 'glomar'
import * as presets from 'glomar/presets'
import {
  absent,
  alike,
  caller,
  deny,
  grant,
  json,
  nobody,
  present,
  type Sent,
  type System,
} from './System.js'

// #region page
export const ociPolicy = Policy.of(
  { repository: presets.hidden, manifest: presets.hidden },
  { realm: 'https://auth.docker.io/token', parameters: { service: 'registry.docker.io' } },
)

const ociErrors = {
  UNAUTHORIZED: 'access to the requested resource is not authorized',
  DENIED: 'requested access to the resource is denied',
  NAME_UNKNOWN: 'repository name not known to registry',
  MANIFEST_UNKNOWN: 'manifest unknown to registry',
  UNAVAILABLE: 'service unavailable',
}

export const ociWords: Renderer<Sent> = ({ status, code }, { method, path }) => {
  // definitive: below a repository that is missing, nothing is
  const missing = code === 'does-not-exist' ? 'MANIFEST_UNKNOWN' : 'NAME_UNKNOWN'
  const codes = { 401: 'UNAUTHORIZED', 403: 'DENIED', 404: missing, 503: 'UNAVAILABLE' } as const
  const Name = /^\/v2\/(.+)\/(?:tags|manifests)\//.exec(path)?.[1]
  const actions = method === 'PUT' ? ['pull', 'push'] : ['pull']
  const detail = actions.map((Action) => ({ Type: 'repository', Name, Action }))
  const error = { code: codes[status], message: ociErrors[codes[status]], detail }
  const answer = json(status, { errors: [error] })
  return {
    ...answer,
    headers: { ...answer.headers, 'docker-distribution-api-version': 'registry/2.0' },
  }
}
// #endregion

const api = 'https://distribution.github.io/distribution/spec/api/'
const token = 'https://distribution.github.io/distribution/spec/auth/token/'
const spec =
  'https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests'
const error = (status: number, code: string) => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: { errors: [{ code }] },
})
const scope = 'repository:emma/notes:pull'
const requires = { scopes: [scope] }
const things = ['a repository', 'no repository'] as const
const member = caller('a token with the scope', Authn.authenticated({ scopes: [scope] }))
const pushes = 'repository:samalba/my-app:pull,push'
const repository = (...facts: Facts.Facts) => [{ resource: 'repository', facts }] as const

export const oci: System = {
  name: 'OCI registry',
  file: 'oci.ts',
  about: [
    `The route requires the scope of the repository that the path names, so it is a function of the
    request. The repository is the ancestor of a manifest. Only below one that is there can the answer
    be definitive: \`MANIFEST_UNKNOWN\`.`,
  ],
  policy: ociPolicy,
  renderer: ociWords,
  questions: [
    {
      request: 'GET /v2/emma/notes/tags/list',
      route: Route.of({ method: 'GET', resource: 'repository', requires }),
      cells: [
        ...alike(nobody, things, error(401, 'UNAUTHORIZED'), api),
        ...alike(caller('a token without the scope'), things, error(403, 'DENIED'), api),
        {
          who: member,
          thing: 'a repository',
          facts: present(),
          documented: { status: 200 },
          source: api,
        },
        {
          who: member,
          thing: 'no repository',
          facts: absent(),
          documented: error(404, 'NAME_UNKNOWN'),
          source: api,
        },
      ],
    },
    {
      request: 'GET /v2/emma/notes/manifests/v1',
      route: Route.of({ method: 'GET', resource: 'manifest', requires }),
      cells: [
        {
          who: member,
          thing: 'no manifest in the repository',
          facts: Facts.of(null, grant, {
            whenAbsent: grant(),
            ancestors: repository(...present()),
          }),
          documented: error(404, 'MANIFEST_UNKNOWN'),
          source: spec,
        },
        {
          who: member,
          thing: 'no repository',
          facts: Facts.of(null, grant, { whenAbsent: grant(), ancestors: repository(...absent()) }),
          documented: error(404, 'NAME_UNKNOWN'),
          source: api,
        },
      ],
    },
    {
      request: 'PUT /v2/samalba/my-app/manifests/v1',
      route: Route.of({
        method: 'PUT',
        resource: 'repository',
        expects: 'either',
        requires: { scopes: [pushes] },
      }),
      cells: [
        ...alike(
          nobody,
          things,
          {
            status: 401,
            headers: {
              'content-type': 'application/json',
              'docker-distribution-api-version': 'registry/2.0',
              'www-authenticate': `Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="${pushes}"`,
            },
            body: {
              errors: [
                {
                  code: 'UNAUTHORIZED',
                  message: 'access to the requested resource is not authorized',
                  detail: [
                    { Type: 'repository', Name: 'samalba/my-app', Action: 'pull' },
                    { Type: 'repository', Name: 'samalba/my-app', Action: 'push' },
                  ],
                },
              ],
            },
          },
          token,
          deny(),
        ),
      ],
    },
  ],
}
