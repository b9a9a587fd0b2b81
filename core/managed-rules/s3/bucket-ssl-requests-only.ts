import type { Json } from '../../cloudtrail/index.ts';
import { allows, isForEveryone, statementsOf, textsOf } from '../policy.ts';
import { listAt, textAt, valueAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const policy = (statement: object) => ({
  supplementaryConfiguration: { BucketPolicy: { policyText: JSON.stringify({ Statement: [statement] }) } },
});

const denyPlain = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::books', 'arn:aws:s3:::books/*'],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

/** The one value may be a text, a truth value, or alone in a list. */
const isPlain = (keys: Json | undefined): boolean =>
  [
    textAt(keys, 'aws:SecureTransport'),
    ...listAt(keys, 'aws:SecureTransport').map((each) => textAt({ each }, 'each')),
  ].includes('false');

/** @see AWS Config managed rule "s3-bucket-ssl-requests-only" */
export default defineResourceRule({
  id: 'S3_BUCKET_SSL_REQUESTS_ONLY',
  resourceTypes: ['AWS::S3::Bucket'],
  evaluate: ({ supplementaryConfiguration: parts }) =>
    compliantWhen(
      statementsOf(valueAt(parts.BucketPolicy, 'policyText')).some(
        (statement) =>
          !allows(statement) &&
          isForEveryone(statement) &&
          textsOf(statement, 'Action').some((action) => action === '*' || action.toLowerCase() === 's3:*') &&
          ['Condition.Bool', 'Condition.BoolIfExists'].some((operator) => isPlain(valueAt(statement, operator))),
      ),
      'The bucket policy does not deny requests without TLS.',
    ),
  complies: [
    policy(denyPlain),
    policy({ ...denyPlain, Principal: { AWS: '*' } }),
    policy({ ...denyPlain, Condition: { Bool: { 'aws:SecureTransport': ['false'] } } }),
    policy({ ...denyPlain, Condition: { BoolIfExists: { 'AWS:SecureTransport': false } } }),
  ],
  violates: [{}, policy({ ...denyPlain, Effect: 'Allow' }), policy({ ...denyPlain, Condition: undefined })],
});
