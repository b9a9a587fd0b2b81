import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "elasticsearch-encrypted-at-rest" */
export default settingRule({
  id: 'ELASTICSEARCH_ENCRYPTED_AT_REST',
  resourceTypes: ['AWS::Elasticsearch::Domain'],
  periodic: true,
  path: 'encryptionAtRestOptions.enabled',
  is: [true],
  not: false,
  whyNot: 'The domain is not encrypted at rest.',
});
