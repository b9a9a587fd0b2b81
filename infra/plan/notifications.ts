import { type Resource, ref } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { ALERT_TOPIC } from './names.ts';

/** Where messages go: one topic, one subscription for each address. */
export function notifications({ homeRegion: region, emails }: Settings): Resource[] {
  return [
    {
      id: 'AlertTopic',
      type: 'AWS::SNS::Topic',
      region,
      properties: { TopicName: ALERT_TOPIC, DisplayName: 'Trailkeeper' },
    },
    ...emails.map((address, index) => ({
      id: `AlertMail${index + 1}`,
      type: 'AWS::SNS::Subscription',
      region,
      properties: { TopicArn: ref('AlertTopic'), Protocol: 'email', Endpoint: address },
    })),
  ];
}
