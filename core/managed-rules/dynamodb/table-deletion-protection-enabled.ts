import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "dynamodb-table-deletion-protection-enabled" */
export default settingRule({
  id: 'DYNAMODB_TABLE_DELETION_PROTECTION_ENABLED',
  resourceTypes: ['AWS::DynamoDB::Table'],
  path: 'deletionProtectionEnabled',
  is: [true],
  not: false,
  whyNot: 'The table can be deleted.',
});
