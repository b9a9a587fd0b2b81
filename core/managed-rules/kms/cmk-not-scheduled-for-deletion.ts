import { isAllowed } from '../parameters.ts';
import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

/** @see AWS Config managed rule "kms-cmk-not-scheduled-for-deletion" */
export default defineResourceRule({
  id: 'KMS_CMK_NOT_SCHEDULED_FOR_DELETION',
  resourceTypes: ['AWS::KMS::Key'],
  periodic: true,
  parameters: { kmsKeyIds: { type: 'CSV' } },
  evaluate: ({ configuration, resourceId }, { parameters }) =>
    isAllowed(parameters.kmsKeyIds, resourceId)
      ? compliantWhen(
          !/^Pending(Replica)?Deletion$/.test(textAt(configuration, 'keyState')),
          'The key is going to be deleted.',
        )
      : notApplicable('another key'),
  complies: [{ configuration: { keyState: 'Enabled' } }],
  violates: [{ configuration: { keyState: 'PendingDeletion' } }],
});
