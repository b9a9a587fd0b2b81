import { logsRule } from './logs-rule.ts';

/** @see AWS Config managed rule "opensearch-logs-to-cloudwatch" */
export default logsRule({ id: 'OPENSEARCH_LOGS_TO_CLOUDWATCH', resourceTypes: ['AWS::OpenSearch::Domain'] });
