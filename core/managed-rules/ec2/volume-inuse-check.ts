import { eachAt, isTrue } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const attached = (deleteOnTermination: boolean) => ({ configuration: { attachments: [{ deleteOnTermination }] } });

/** @see AWS Config managed rule "ec2-volume-inuse-check" */
export default defineResourceRule({
  id: 'EC2_VOLUME_INUSE_CHECK',
  resourceTypes: ['AWS::EC2::Volume'],
  parameters: { deleteOnTermination: { type: 'boolean' } },
  evaluate: ({ configuration }, { parameters }) => {
    const attachments = eachAt(configuration, 'attachments');
    if (attachments.length === 0) return compliantWhen(false, 'The volume is attached to nothing.');
    const wanted = parameters.deleteOnTermination?.toLowerCase();
    const isRight = !wanted || attachments.every((each) => String(isTrue(each, 'deleteOnTermination')) === wanted);
    return compliantWhen(isRight, `The volume is ${wanted === 'true' ? 'kept' : 'deleted'} with its instance.`);
  },
  complies: [attached(true), { ...attached(true), parameters: { deleteOnTermination: 'true' } }],
  violates: [{ configuration: {} }, { ...attached(false), parameters: { deleteOnTermination: 'true' } }],
});
