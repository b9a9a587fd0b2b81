import { isAllowed } from '../parameters.ts';
import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const encrypted = {
  configuration: { ssedescription: { status: 'ENABLED', ssetype: 'KMS', kmsmasterKeyArn: 'arn:k' } },
};

/** @see AWS Config managed rule "dynamodb-table-encrypted-kms" */
export default defineResourceRule({
  id: 'DYNAMODB_TABLE_ENCRYPTED_KMS',
  resourceTypes: ['AWS::DynamoDB::Table'],
  parameters: { kmsKeyArns: { type: 'CSV' } },
  evaluate: ({ configuration: table }, { parameters }) =>
    compliantWhen(
      textAt(table, 'ssedescription.ssetype') === 'KMS' &&
        isAllowed(parameters.kmsKeyArns, textAt(table, 'ssedescription.kmsmasterKeyArn')),
      'The table is not encrypted with (one of) the KMS keys.',
    ),
  complies: [encrypted, { ...encrypted, parameters: { kmsKeyArns: 'arn:j,arn:k' } }],
  violates: [{ configuration: {} }, { ...encrypted, parameters: { kmsKeyArns: 'arn:j' } }],
});
