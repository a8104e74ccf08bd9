/**
 * Beside: what permission libraries take for a question with one condition, who owns the thing. They evaluate a permission, which a
 * decision here is given; the time tells what the decision adds to theirs.
 */
import { isAuthorized, preparsePolicySet, statefulIsAuthorized, type AuthorizationCall } from '@cedar-policy/cedar-wasm/nodejs'
import { createMongoAbility, subject as typed } from '@casl/ability'
import { newEnforcer, newModelFromString } from 'casbin'
import { constant, prepared } from './prepared.js'
import type { Group } from './harness.js'
import { randomly } from './random.js'
import { subject, type Subject } from './Subject.js'
import { ofGuarded, ok } from './verdicts.js'

const random = randomly(3)
const calls = Array.from({ length: 4_096 }, (_, id) => ({ id, owner: random() < 0.5 ? 'emma' : 'john' }))

const ability = createMongoAbility([
  { action: 'read', subject: 'Call', conditions: { owner: 'emma' } },
  { action: 'update', subject: 'Call', conditions: { owner: 'emma' } },
  { action: 'read', subject: 'User' },
])

const casl: Subject = subject(
  'CASL, can, and an error by hand',
  calls.map((call) => typed('Call', call)),
  (call) => (ability.can('read', call) ? ok : ofGuarded.concealed),
)

const model = newModelFromString(`
[request_definition]
r = sub, obj, act
[policy_definition]
p = sub, obj, act
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.sub == r.obj.owner && r.act == p.act
`)

const casbin = async (): Promise<Subject> => {
  const enforcer = await newEnforcer(model)
  await enforcer.addPolicy('owner', 'call', 'read')
  return subject('casbin, enforceSync', calls, (call) => (enforcer.enforceSync('emma', call, 'read') ? ok : ofGuarded.concealed))
}

const staticPolicies = 'permit (principal, action == Action::"read", resource is Call) when { resource.owner == principal };'
const emma = { type: 'User', id: 'emma' }

type Question = Omit<AuthorizationCall, 'policies'>

const questions = calls.map(({ id, owner }): Question => {
  const uid = { type: 'Call', id: String(id) }
  return {
    principal: emma,
    action: { type: 'Action', id: 'read' },
    resource: uid,
    context: {},
    entities: [{ uid, attrs: { owner: { __entity: { type: 'User', id: owner } } }, parents: [] }],
  }
})

const cedar = (name: string, ask: (question: Question) => ReturnType<typeof isAuthorized>): Subject =>
  subject(name, questions, (question) => {
    const answer = ask(question)
    return answer.type === 'success' && answer.response.decision === 'allow' ? ok : ofGuarded.concealed
  })

export const title = 'Beside: evaluating a permission'

export const peers = async (): Promise<Group> => {
  preparsePolicySet('calls', { staticPolicies })
  const evaluators = [
    casl,
    await casbin(),
    cedar('Cedar, statefulIsAuthorized', (question) => statefulIsAuthorized({ ...question, preparsedPolicySetId: 'calls' })),
    cedar('Cedar, isAuthorized', (question) => isAuthorized({ ...question, policies: { staticPolicies } })),
  ]
  // a peer that were set up wrongly would be fast at refusing everything
  for (const { name, answers } of evaluators)
    if (!answers().every((answer, i) => answer === (calls[i]?.owner === 'emma' ? ok : ofGuarded.concealed)))
      throw new Error(`${name} gives wrong answers`)
  return { title, subjects: [prepared(constant), ...evaluators] }
}

export const caslName = casl.name
