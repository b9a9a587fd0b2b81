import { allows, isForEveryone, statementsOf, textsOf } from '../policy.ts';
import { textAt, valueAt } from '../read.ts';
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
          textAt(valueAt(statement, 'Condition.Bool'), 'aws:SecureTransport') === 'false',
      ),
      'The bucket policy does not deny requests without TLS.',
    ),
  complies: [policy(denyPlain), policy({ ...denyPlain, Principal: { AWS: '*' } })],
  violates: [{}, policy({ ...denyPlain, Effect: 'Allow' }), policy({ ...denyPlain, Condition: undefined })],
});
