import { eachAt, textAt } from '../read.ts';
import { compliantWhen, defineAccountRule, type Example } from '../rule.ts';

const arn = 'arn:aws:iam::aws:policy/AWSSupportAccess';
const USERS: Readonly<Record<string, string>> = {
  IAM_GROUP: 'AWS::IAM::Group',
  IAM_ROLE: 'AWS::IAM::Role',
  IAM_USER: 'AWS::IAM::User',
};

const having = (resourceType: string, policyUsageType?: string): Example => ({
  resourceType,
  configuration: { attachedManagedPolicies: [{ policyArn: arn, policyName: 'AWSSupportAccess' }] },
  parameters: { policyARN: arn, ...(policyUsageType && { policyUsageType }) },
});

const attachedTo = (configuration: Example['configuration']): string[] =>
  eachAt(configuration ?? undefined, 'attachedManagedPolicies').map((each) => textAt(each, 'policyArn'));

/** By who has the policy: AWS's own policies have no items. @see AWS Config managed rule "iam-policy-in-use" */
export default defineAccountRule({
  id: 'IAM_POLICY_IN_USE',
  resourceTypes: Object.values(USERS),
  periodic: true,
  parameters: { policyARN: { type: 'String', isRequired: true }, policyUsageType: { type: 'String', default: 'ANY' } },
  hangsOn: ({ configuration }) => attachedTo(configuration),
  judge: (items, { parameters: { policyARN, policyUsageType = 'ANY' } }) => {
    const type = USERS[policyUsageType.toUpperCase()];
    const isInUse = items.some(
      ({ resourceType, configuration }) =>
        (type === undefined || resourceType === type) && attachedTo(configuration).includes(policyARN ?? ''),
    );
    return compliantWhen(isInUse, 'Nobody has the policy attached.');
  },
  complies: [
    [having('AWS::IAM::User'), { resourceType: 'AWS::IAM::Role', configuration: {} }],
    [having('AWS::IAM::Role', 'IAM_ROLE')],
  ],
  violates: [
    [{ ...having('AWS::IAM::User'), configuration: {} }],
    [having('AWS::IAM::User', 'IAM_ROLE')],
    [{ ...having('AWS::IAM::User'), parameters: { policyARN: 'arn:aws:iam::aws:policy/Other' } }],
  ],
});
