import { compliantWhen, defineAccountRule } from '../rule.ts';
import { DESTINATIONS, isDeliveringTo, isLogging, trail } from './trail.ts';

/** @see AWS Config managed rule "cloudtrail-enabled" */
export default defineAccountRule({
  id: 'CLOUD_TRAIL_ENABLED',
  resourceTypes: ['AWS::CloudTrail::Trail'],
  periodic: true,
  parameters: DESTINATIONS,
  judge: (trails, { parameters }) =>
    compliantWhen(
      trails.some((each) => isLogging(each) && isDeliveringTo(each, parameters)),
      'No trail is logging where it should.',
    ),
  complies: [[trail({})], [trail({ isLogging: false }), trail({})]],
  violates: [[], [trail({ isLogging: false })]],
});
