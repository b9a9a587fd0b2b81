import { allows, isForEveryone, statementsOf, textsOf } from '../policy.ts';
import { eachAt, textAt, valueAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** Encrypted by default, or puts without encryption denied. @see AWS Config managed rule "s3-bucket-server-side-encryption-enabled" */
export default defineResourceRule({
  id: 'S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED',
  resourceTypes: ['AWS::S3::Bucket'],
  evaluate: ({ supplementaryConfiguration: parts }) => {
    const isDefault = eachAt(parts.ServerSideEncryptionConfiguration, 'rules').some(
      (rule) => textAt(rule, 'applyServerSideEncryptionByDefault.sseAlgorithm') !== '',
    );
    const isDenied = statementsOf(valueAt(parts.BucketPolicy, 'policyText')).some(
      (statement) =>
        !allows(statement) &&
        isForEveryone(statement) &&
        textsOf(statement, 'Action').some((action) => /^s3:(Put(Object|\*)|\*)$/i.test(action)) &&
        JSON.stringify(statement.Condition ?? {}).includes('s3:x-amz-server-side-encryption'),
    );
    return compliantWhen(isDefault || isDenied, 'The bucket has no default encryption and takes unencrypted objects.');
  },
  complies: [
    {
      supplementaryConfiguration: {
        ServerSideEncryptionConfiguration: {
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
        },
      },
    },
    {
      supplementaryConfiguration: {
        BucketPolicy: {
          policyText:
            '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Condition":{"Null":{"s3:x-amz-server-side-encryption":"true"}}}]}',
        },
      },
    },
  ],
  violates: [{}, { supplementaryConfiguration: { ServerSideEncryptionConfiguration: { rules: [] } } }],
});
