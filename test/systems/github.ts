/**
 * GitHub hides private repositories from those without access, by a 404.
 */
import { Authn, Policy, Route, type Renderer } from 'glomar'
import * as presets from 'glomar/presets'
import { alike, caller, deny, json, nobody, present, type Sent, type System } from './System.js'

// #region page
export const githubPolicy = Policy.of({ repository: presets.hiddenFromAll })

export const githubWords: Renderer<Sent> = ({ status, code, body }) => {
  if (code !== 'permission-denied') return json(status, { message: body.title })
  const answer = json(status, { message: 'Resource not accessible by integration' })
  const accepted = body.missing_permissions?.join() ?? ''
  return { ...answer, headers: { ...answer.headers, 'x-accepted-github-permissions': accepted } }
}
// #endregion

const docs = 'https://docs.github.com/en/rest'
const troubleshooting = `${docs}/using-the-rest-api/troubleshooting-the-rest-api`
const authentication = `${docs}/authentication/authenticating-to-the-rest-api`
const things = ['a private repository', 'no repository'] as const
const mayRead = deny({ mayKnow: true, missingPermissions: ['contents=write'] })

export const github: System = {
  name: 'GitHub',
  file: 'github.ts',
  about: [
    `A token that lacks a scope is answered like a user without access. So the scopes belong to the
    permission check, which says \`deny()\`. A route that \`requires\` them would answer 403.`,
    `A reader who may not write is a \`deny({ mayKnow: true, missingPermissions })\`.`,
  ],
  policy: githubPolicy,
  renderer: githubWords,
  questions: [
    {
      request: 'GET /repos/emma/notes',
      route: Route.of({ method: 'GET', resource: 'repository' }),
      cells: [
        ...alike(nobody, things, { status: 404 }, troubleshooting),
        ...alike(caller('a user without access'), things, { status: 404 }, troubleshooting),
        ...alike(caller('a token without the scope'), things, { status: 404 }, troubleshooting),
        ...alike(
          caller('invalid credentials', Authn.rejected('invalid')),
          things,
          { status: 401 },
          authentication,
        ),
        {
          who: caller('valid credentials, after several requests with invalid ones'),
          thing: 'a repository of their own',
          facts: present(),
          documented: { status: 403 },
          source: authentication,
          cannot: `This library counts no requests. Put the limit in front of the decision.`,
        },
      ],
    },
    {
      request: 'PUT /repos/emma/notes/contents/readme',
      route: Route.of({ method: 'PUT', resource: 'repository' }),
      cells: [
        {
          who: caller('an app that may read, and may not write'),
          thing: 'a private repository',
          facts: present(mayRead),
          documented: {
            status: 403,
            headers: { 'x-accepted-github-permissions': 'contents=write' },
            body: { message: 'Resource not accessible by integration' },
          },
          source: troubleshooting,
        },
      ],
    },
  ],
}
