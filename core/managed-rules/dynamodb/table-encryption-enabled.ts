import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "dynamodb-table-encryption-enabled" */
export default settingRule({
  id: 'DYNAMODB_TABLE_ENCRYPTION_ENABLED',
  resourceTypes: ['AWS::DynamoDB::Table'],
  path: 'ssedescription.status',
  is: ['ENABLED', 'ENABLING', 'UPDATING'],
  not: 'DISABLED',
  whyNot: 'The table is not encrypted with a KMS key.',
});
