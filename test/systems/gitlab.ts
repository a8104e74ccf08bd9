/**
 * GitLab hides by a 404. Who may see a project, and not delete it, gets a 403.
 */
import { Authn, Policy, Route, type Renderer } from 'glomar'
import * as presets from 'glomar/presets'
import {
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
export const gitlabPolicy = Policy.of({
  project: presets.hiddenFromAll,
  'project:delete': presets.hidden,
  'project:create': presets.hidden,
})

export const gitlabWords: Renderer<Sent> = ({ status, body }) =>
  json(status, { message: `${String(status)} ${body.title}` })
// #endregion

const docs = 'https://docs.gitlab.com/api/rest'
const troubleshooting = `${docs}/troubleshooting/`
const authentication = `${docs}/authentication/`
const unauthorized = { status: 401, body: { message: '401 Unauthorized' } }
const things = ['a private project', 'no project'] as const
const stranger = caller('a user without access')

export const gitlab: System = {
  name: 'GitLab',
  file: 'gitlab.ts',
  about: [
    `Reads conceal, and writes want credentials. So a write is an action of its own in the policy. A
    member who may see the project, and not delete it, is a \`deny({ mayKnow: true })\`.`,
  ],
  policy: gitlabPolicy,
  renderer: gitlabWords,
  questions: [
    {
      request: 'GET /api/v4/projects/7',
      route: Route.of({ method: 'GET', resource: 'project' }),
      cells: [
        ...alike(stranger, things, { status: 404 }, troubleshooting),
        ...alike(
          caller('an invalid token', Authn.rejected('invalid')),
          things,
          unauthorized,
          authentication,
        ),
      ],
    },
    {
      request: 'DELETE /api/v4/projects/7',
      route: Route.of({ method: 'DELETE', resource: 'project:delete' }),
      cells: [
        {
          who: caller('a member who may not delete it'),
          thing: 'a private project',
          facts: present(deny({ mayKnow: true })),
          documented: { status: 403 },
          source: troubleshooting,
        },
        ...alike(stranger, things, { status: 404 }, troubleshooting),
        ...alike(nobody, things, unauthorized, authentication),
      ],
    },
    {
      request: 'POST /api/v4/projects',
      route: Route.of({ method: 'POST', resource: 'project:create', expects: 'absent' }),
      handler: { Ok: { status: 201 } },
      cells: [
        {
          who: caller('a user who may create projects'),
          thing: 'a name that is taken',
          facts: present(grant()),
          documented: { status: 409 },
          source: troubleshooting,
        },
        ...alike(
          nobody,
          ['a name that is taken', 'a name that is free'],
          unauthorized,
          authentication,
        ),
      ],
    },
  ],
}
