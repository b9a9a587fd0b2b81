import { ACCOUNT, type Resource, sub } from '../resource.ts';
import type { Settings } from '../settings.ts';

/** What came over the home bus and may be wanted again: calls, sign-ins, changes of alarms and of compliance. */
export const archive = ({ homeRegion: region, retention }: Settings): Resource => ({
  id: 'Archive',
  type: 'AWS::Events::Archive',
  region,
  properties: {
    ArchiveName: 'trailkeeper',
    Description: 'What the rules look at, to be replayed to new ones',
    SourceArn: sub(`arn:aws:events:${region}:${ACCOUNT}:event-bus/default`),
    EventPattern: {
      'detail-type': [{ suffix: ' via CloudTrail' }, 'CloudWatch Alarm State Change', 'Config Rules Compliance Change'],
    },
    RetentionDays: retention.archive,
  },
});
