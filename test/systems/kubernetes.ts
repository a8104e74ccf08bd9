/**
 * Kubernetes authorises by the attributes of the request, before it looks for the object.
 */
import { Authn, Policy, Route, type Renderer } from 'glomar'
import * as presets from 'glomar/presets'
import {
  absent,
  alike,
  caller,
  deny,
  grant,
  json,
  lastOf,
  nobody,
  present,
  type Sent,
  type System,
} from './System.js'

// #region page
export const kubernetesPolicy = Policy.of({ pod: presets.uniform403ForAll })

const kubernetesReasons = {
  401: ['Unauthorized', 'unauthorized'],
  403: ['Forbidden', 'forbidden'],
  404: ['NotFound', 'not found'],
  503: ['ServiceUnavailable', 'unavailable'],
} as const

export const kubernetesWords: Renderer<Sent> = ({ status }, { path }) => {
  const [reason, words] = kubernetesReasons[status]
  const name = lastOf(path)
  return json(status, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `pods "${name}" ${words}`,
    reason,
    details: { name, kind: 'pods' },
    code: status,
  })
}
// #endregion

const docs = 'https://kubernetes.io/docs/reference/access-authn-authz'
const authorization = `${docs}/authorization/`
const authentication = `${docs}/authentication/#anonymous-requests`
const conventions =
  'https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md#response-status-kind'
const things = ['a pod', 'no pod'] as const
const answer = (status: number, reason: string) => ({
  status,
  body: { kind: 'Status', status: 'Failure', reason, code: status },
})
const forbidden = answer(403, 'Forbidden')
const reader = caller('a user who may get, and may not delete')

export const kubernetes: System = {
  name: 'Kubernetes',
  file: 'kubernetes.ts',
  about: [
    `The API server accepts requests without credentials, which is the default. Such a caller is the user
    \`system:anonymous\`, and is denied like other users.`,
    `The permission is known without the object. So it is the same for a pod that is there and for one
    that is not: \`whenAbsent\` is what the rule says. A denial is a plain \`deny()\`, also for a user
    who may read the pod. With \`deny({ mayKnow: true })\`, their DELETE of no pod would be a 404.`,
  ],
  policy: kubernetesPolicy,
  renderer: kubernetesWords,
  questions: [
    {
      request: 'GET /api/v1/namespaces/default/pods/grafana',
      route: Route.of({ method: 'GET', resource: 'pod' }),
      cells: [
        ...alike(nobody, things, forbidden, authentication),
        ...alike(
          caller('an invalid token', Authn.rejected('invalid')),
          things,
          answer(401, 'Unauthorized'),
          authentication,
        ),
        ...alike(caller('a user who may not get pods'), things, forbidden, authorization),
        {
          who: reader,
          thing: 'a pod',
          facts: present(),
          documented: { status: 200 },
          source: conventions,
        },
        {
          who: reader,
          thing: 'no pod',
          facts: absent(grant()),
          documented: {
            status: 404,
            headers: { 'content-type': 'application/json' },
            body: {
              kind: 'Status',
              apiVersion: 'v1',
              metadata: {},
              status: 'Failure',
              message: 'pods "grafana" not found',
              reason: 'NotFound',
              details: { name: 'grafana', kind: 'pods' },
              code: 404,
            },
          },
          source: conventions,
        },
      ],
    },
    {
      request: 'DELETE /api/v1/namespaces/default/pods/grafana',
      route: Route.of({ method: 'DELETE', resource: 'pod' }),
      cells: [...alike(reader, things, forbidden, authorization, deny())],
    },
    {
      request: 'POST /api/v1/namespaces/default/pods',
      route: Route.of({ method: 'POST', resource: 'pod', expects: 'absent' }),
      handler: { Ok: { status: 201 }, Conflict: answer(409, 'AlreadyExists') },
      cells: [
        ...alike(reader, ['a name that is taken', 'a name that is free'], forbidden, authorization),
        {
          who: caller('a user who may create pods'),
          thing: 'a name that is taken',
          facts: present(),
          documented: answer(409, 'AlreadyExists'),
          source: conventions,
        },
        {
          who: caller('a user who may create pods'),
          thing: 'a name that is free',
          facts: absent(grant()),
          documented: { status: 201 },
          source: conventions,
        },
      ],
    },
  ],
}
