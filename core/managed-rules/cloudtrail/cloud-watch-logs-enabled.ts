import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** When the last delivery was is not part of a trail's item and not judged. @see AWS Config managed rule "cloud-trail-cloud-watch-logs-enabled" */
export default defineResourceRule({
  id: 'CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED',
  resourceTypes: ['AWS::CloudTrail::Trail'],
  periodic: true,
  parameters: { expectedDeliveryWindowAge: { type: 'int' } },
  evaluate: ({ configuration }) =>
    compliantWhen(textAt(configuration, 'cloudWatchLogsLogGroupArn') !== '', 'The trail goes to no log group.'),
  complies: [{ configuration: { cloudWatchLogsLogGroupArn: 'arn:g' } }],
  violates: [{ configuration: {} }],
});
