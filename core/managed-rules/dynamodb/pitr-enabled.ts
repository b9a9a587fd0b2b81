import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "dynamodb-pitr-enabled" */
export default settingRule({
  id: 'DYNAMODB_PITR_ENABLED',
  resourceTypes: ['AWS::DynamoDB::Table'],
  path: 'supplementaryConfiguration.ContinuousBackupsDescription.pointInTimeRecoveryDescription.pointInTimeRecoveryStatus',
  is: ['ENABLED'],
  not: 'DISABLED',
  whyNot: 'Point-in-time recovery is off.',
});
