import { isAllowed } from '../parameters.ts';
import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const profile = { configuration: { iamInstanceProfile: { arn: 'arn:aws:iam::1:instance-profile/web' } } };

/** @see AWS Config managed rule "ec2-instance-profile-attached" */
export default defineResourceRule({
  id: 'EC2_INSTANCE_PROFILE_ATTACHED',
  resourceTypes: ['AWS::EC2::Instance'],
  parameters: { IamInstanceProfileArnList: { type: 'CSV' } },
  evaluate: ({ configuration }, { parameters }) => {
    const arn = textAt(configuration, 'iamInstanceProfile.arn');
    const isRight = arn !== '' && isAllowed(parameters.IamInstanceProfileArnList, arn);
    return compliantWhen(isRight, arn ? `The instance has the profile ${arn}.` : 'The instance has no profile.');
  },
  complies: [profile],
  violates: [{ configuration: {} }, { ...profile, parameters: { IamInstanceProfileArnList: 'arn:other' } }],
});
