import { DAY, textAt, timeAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const stopped = (day: string) => ({
  configuration: { state: { name: 'stopped' }, stateTransitionReason: `User initiated (${day} 10:00:00 GMT)` },
});

/** @see AWS Config managed rule "ec2-stopped-instance" */
export default defineResourceRule({
  id: 'EC2_STOPPED_INSTANCE',
  resourceTypes: ['AWS::EC2::Instance'],
  periodic: true,
  parameters: { AllowedDays: { type: 'int', default: '30' } },
  evaluate: ({ configuration }, { parameters: { AllowedDays: days }, now }) => {
    if (textAt(configuration, 'state.name') !== 'stopped') return compliantWhen(true, '');
    const [, since] = /\((.*)\)/.exec(textAt(configuration, 'stateTransitionReason')) ?? [];
    const at = timeAt({ since: since?.replace(' GMT', 'Z').replace(' ', 'T') }, 'since');
    if (at === undefined) return compliantWhen(false, 'Since when the instance is stopped cannot be determined.');
    return compliantWhen(now - at <= Number(days) * DAY, `The instance has been stopped for more than ${days} days.`);
  },
  complies: [{ configuration: { state: { name: 'running' } } }, stopped('2026-01-01')],
  violates: [stopped('2025-06-01'), { configuration: { state: { name: 'stopped' }, stateTransitionReason: '' } }],
});
