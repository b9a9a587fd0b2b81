import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "elasticsearch-node-to-node-encryption-check" */
export default settingRule({
  id: 'ELASTICSEARCH_NODE_TO_NODE_ENCRYPTION_CHECK',
  resourceTypes: ['AWS::Elasticsearch::Domain'],
  path: 'nodeToNodeEncryptionOptions.enabled',
  is: [true],
  not: false,
  whyNot: 'Nodes talk to each other unencrypted.',
});
