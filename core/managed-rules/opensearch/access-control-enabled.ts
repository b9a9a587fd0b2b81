import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "opensearch-access-control-enabled" */
export default settingRule({
  id: 'OPENSEARCH_ACCESS_CONTROL_ENABLED',
  resourceTypes: ['AWS::OpenSearch::Domain'],
  path: 'AdvancedSecurityOptions.Enabled',
  is: [true],
  not: false,
  whyNot: 'Fine-grained access control is off.',
});
