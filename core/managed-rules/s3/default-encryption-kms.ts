import { isAllowed } from '../parameters.ts';
import { eachAt, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const encrypted = (sseAlgorithm: string, kmsMasterKeyID?: string) => ({
  supplementaryConfiguration: {
    ServerSideEncryptionConfiguration: {
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm, kmsMasterKeyID } }],
    },
  },
});

/** @see AWS Config managed rule "s3-default-encryption-kms" */
export default defineResourceRule({
  id: 'S3_DEFAULT_ENCRYPTION_KMS',
  resourceTypes: ['AWS::S3::Bucket'],
  parameters: { kmsKeyArns: { type: 'CSV' } },
  evaluate: ({ supplementaryConfiguration: parts }, { parameters }) => {
    const isKms = eachAt(parts.ServerSideEncryptionConfiguration, 'rules').some(
      (rule) =>
        textAt(rule, 'applyServerSideEncryptionByDefault.sseAlgorithm').startsWith('aws:kms') &&
        isAllowed(parameters.kmsKeyArns, textAt(rule, 'applyServerSideEncryptionByDefault.kmsMasterKeyID')),
    );
    return compliantWhen(isKms, 'The bucket is not encrypted by default with (one of) the KMS keys.');
  },
  complies: [
    encrypted('aws:kms'),
    encrypted('aws:kms:dsse'),
    { ...encrypted('aws:kms', 'k'), parameters: { kmsKeyArns: 'j,k' } },
  ],
  violates: [{}, encrypted('AES256'), { ...encrypted('aws:kms', 'k'), parameters: { kmsKeyArns: 'j' } }],
});
