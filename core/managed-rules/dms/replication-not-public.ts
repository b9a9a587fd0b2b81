import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "dms-replication-not-public" */
export default settingRule({
  id: 'DMS_REPLICATION_NOT_PUBLIC',
  resourceTypes: ['AWS::DMS::ReplicationInstance'],
  periodic: true,
  path: 'publiclyAccessible',
  is: [false],
  not: true,
  whyNot: 'The replication instance can be reached from the internet.',
});
