import { isTrue } from '../read.ts';
import { compliantWhen, defineAccountRule } from '../rule.ts';
import { DESTINATIONS, isDeliveringTo, isLogging, trail } from './trail.ts';

/** Event selectors are not part of a trail's item and not judged. @see AWS Config managed rule "multi-region-cloudtrail-enabled" */
export default defineAccountRule({
  id: 'MULTI_REGION_CLOUD_TRAIL_ENABLED',
  resourceTypes: ['AWS::CloudTrail::Trail'],
  periodic: true,
  parameters: { ...DESTINATIONS, includeManagementEvents: { type: 'boolean' }, readWriteType: { type: 'String' } },
  judge: (trails, { parameters }) =>
    compliantWhen(
      trails.some(
        (each) =>
          isLogging(each) && isTrue(each.configuration, 'isMultiRegionTrail') && isDeliveringTo(each, parameters),
      ),
      'No trail logs every region.',
    ),
  complies: [[trail({ isMultiRegionTrail: true })]],
  violates: [[], [trail({ isMultiRegionTrail: false })]],
});
