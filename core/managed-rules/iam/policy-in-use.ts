import { numberAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

const arn = 'arn:aws:iam::aws:policy/AWSSupportAccess';
const parameters = { policyARN: arn };

/** @see AWS Config managed rule "iam-policy-in-use" */
export default defineResourceRule({
  id: 'IAM_POLICY_IN_USE',
  resourceTypes: ['AWS::IAM::Policy'],
  periodic: true,
  parameters: { policyARN: { type: 'String', isRequired: true }, policyUsageType: { type: 'String', default: 'ANY' } },
  evaluate: ({ configuration: policy }, { parameters: { policyARN } }) =>
    policy?.arn !== policyARN
      ? notApplicable('another policy')
      : compliantWhen((numberAt(policy, 'attachmentCount') ?? 0) > 0, 'Nobody has the policy attached.'),
  complies: [{ configuration: { arn, attachmentCount: 1 }, parameters }],
  violates: [{ configuration: { arn, attachmentCount: 0 }, parameters }],
});
