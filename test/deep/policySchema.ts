/**
 * Whether the JSON Schema of policy files accepts what the codec accepts, and nothing else:
 * 100,000 documents. `npm run test:deep`.
 */
import fc from 'fast-check'
import { acceptedBy, agreement, documents, schema } from '../codec/policyDocuments.js'

const accepts = acceptedBy(schema)
let good = 0
fc.assert(
  fc.property(documents, ({ document }) => {
    const agreed = agreement(document, accepts)
    if (agreed === true) good++
    return agreed !== 'they differ'
  }),
  { numRuns: 100_000 },
)
console.log(
  `the schema and the codec agree about 100000 policy files, ${String(good)} of them good`,
)
