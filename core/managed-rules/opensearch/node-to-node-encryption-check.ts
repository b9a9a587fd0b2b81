import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "opensearch-node-to-node-encryption-check" */
export default settingRule({
  id: 'OPENSEARCH_NODE_TO_NODE_ENCRYPTION_CHECK',
  resourceTypes: ['AWS::OpenSearch::Domain'],
  path: 'NodeToNodeEncryptionOptions.Enabled',
  is: [true],
  not: false,
  whyNot: 'Nodes talk to each other unencrypted.',
});
