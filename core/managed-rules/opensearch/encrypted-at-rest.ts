import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "opensearch-encrypted-at-rest" */
export default settingRule({
  id: 'OPENSEARCH_ENCRYPTED_AT_REST',
  resourceTypes: ['AWS::OpenSearch::Domain'],
  path: 'EncryptionAtRestOptions.Enabled',
  is: [true],
  not: false,
  whyNot: 'The domain is not encrypted at rest.',
});
