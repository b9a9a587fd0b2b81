import { isAllowed } from '../parameters.ts';
import { isTrue, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const encrypted = { configuration: { encrypted: true, kmsKeyId: 'arn:k' } };

/** @see AWS Config managed rule "redshift-cluster-kms-enabled" */
export default defineResourceRule({
  id: 'REDSHIFT_CLUSTER_KMS_ENABLED',
  resourceTypes: ['AWS::Redshift::Cluster'],
  parameters: { kmsKeyArns: { type: 'CSV' } },
  evaluate: ({ configuration: cluster }, { parameters }) => {
    const key = textAt(cluster, 'kmsKeyId');
    const isRight = isTrue(cluster, 'encrypted') && key !== '' && isAllowed(parameters.kmsKeyArns, key);
    return compliantWhen(isRight, 'The cluster is not encrypted with (one of) the KMS keys.');
  },
  complies: [encrypted],
  violates: [{ configuration: { encrypted: false } }, { ...encrypted, parameters: { kmsKeyArns: 'arn:j' } }],
});
