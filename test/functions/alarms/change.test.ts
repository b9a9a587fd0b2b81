import { describe, expect, it } from 'vitest';
import { alarmChangeSchema } from '../../../functions/alarms/change.ts';
import { sharedData, sharedJson } from '../../support/shared.ts';

const onBus = {
  version: '0',
  id: 'c4c1c1c9-6542-e61b-6ef0-8c4d36933a92',
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account: '123456789012',
  time: '2026-01-05T08:36:16Z',
  region: 'us-east-1',
  resources: ['arn:aws:cloudwatch:us-east-1:123456789012:alarm:trailkeeper-root-usage'],
  detail: {
    alarmName: 'trailkeeper-root-usage',
    state: { value: 'ALARM', reason: 'Threshold Crossed', reasonData: '{}', timestamp: '2026-01-05T08:36:16.000+0000' },
    previousState: { value: 'OK', timestamp: '2026-01-05T08:00:00.000+0000' },
    configuration: {
      metrics: [
        {
          id: 'm1',
          metricStat: {
            metric: { namespace: 'Trailkeeper', name: 'RootUsage', dimensions: {} },
            period: 300,
            stat: 'Sum',
          },
          returnData: true,
        },
      ],
    },
  },
};

describe('an alarm’s change', () => {
  it('is read from the event bus', () => {
    expect(alarmChangeSchema.parse(onBus)).toEqual({
      key: onBus.id,
      transition: {
        alarmName: 'trailkeeper-root-usage',
        from: 'OK',
        to: 'ALARM',
        reason: 'Threshold Crossed',
        reasonData: '{}',
        time: '2026-01-05T08:36:16.000Z',
        account: '123456789012',
        region: 'us-east-1',
      },
      metric: { namespace: 'Trailkeeper', name: 'RootUsage', dimensions: {}, statistic: 'Sum' },
      range: { period: 300, periods: 1 },
    });
  });

  it('of several metrics or of other alarms names no metric', () => {
    const { configuration: _, ...detail } = onBus.detail;

    expect(alarmChangeSchema.parse({ ...onBus, detail: { ...detail, configuration: {} } }).metric).toBeUndefined();
  });

  it('is refused with the reason when it is something else', () => {
    const created = { ...onBus, 'detail-type': 'AWS API Call via CloudTrail' };
    const inSns = { Records: [{ Sns: { MessageId: 'm', Message: 'hello' } }] };

    expect(alarmChangeSchema.safeParse(created).error?.message).toContain('detail-type');
    expect(alarmChangeSchema.safeParse(inSns).error?.message).toContain('no CloudWatch alarm notification');
  });
});

describe.skipIf(!sharedData)('an alarm’s notification as AWS sends it', () => {
  const read = (name: string) =>
    alarmChangeSchema.parse(sharedJson(`lambda-events/aws-lambda-go/events/testdata/${name}.json`));

  it('is read, with the metric it watches', () => {
    const change = read('cloudwatch-alarm-sns-payload-single-metric');

    expect(change).toMatchObject({
      key: '95df01b4-ee98-5cb9-9903-4c221d41eb5e',
      transition: { from: 'INSUFFICIENT_DATA', to: 'ALARM', time: '2015-06-03T17:43:27.123Z' },
      metric: { namespace: 'AWS/EC2', name: 'NetworkOut' },
      range: { period: 60, periods: 1 },
    });
  });

  it('of several metrics is read without one', () => {
    expect(read('cloudwatch-alarm-sns-payload-multiple-metrics').metric).toBeUndefined();
  });
});
