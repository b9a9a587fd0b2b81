import { logsRule } from '../opensearch/logs-rule.ts';

/** @see AWS Config managed rule "elasticsearch-logs-to-cloudwatch" */
export default logsRule({ id: 'ELASTICSEARCH_LOGS_TO_CLOUDWATCH', resourceTypes: ['AWS::Elasticsearch::Domain'] });
