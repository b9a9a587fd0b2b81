import {
  DeleteConfigRuleCommand,
  DeliverConfigSnapshotCommand,
  DescribeComplianceByConfigRuleCommand,
  PutConfigRuleCommand,
  PutEvaluationsCommand,
  type SourceDetail,
  StartConfigRulesEvaluationCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it, onTestFinished } from 'vitest';
import { givenChannel, HOUR, NOW, thing } from './given-channel.ts';

interface Asked {
  readonly invokingEvent: string;
  readonly resultToken: string;
}

async function given(...details: Omit<SourceDetail, 'EventSource'>[]) {
  const channel = await givenChannel();
  onTestFinished(() => channel.close());
  await channel.client.send(
    new PutConfigRuleCommand({
      ConfigRule: {
        ConfigRuleName: 'own',
        Source: {
          Owner: 'CUSTOM_LAMBDA',
          SourceIdentifier: 'arn:aws:lambda:us-east-1:123456789012:function:judge',
          SourceDetails: details.map((detail) => ({ EventSource: 'aws.config', ...detail })),
        },
      },
    }),
  );
  return {
    ...channel,
    /** The types of messages the rule was invoked with since the last time this was asked. */
    async asked() {
      await channel.parts.clock.idle();
      return channel.invoked.splice(0).map(({ payload }) => {
        const { invokingEvent } = JSON.parse(payload) as Asked;
        return (JSON.parse(invokingEvent) as { messageType: string }).messageType;
      });
    },
  };
}

const at = (ms: number) => ({ configurationItemCaptureTime: new Date(NOW + ms).toISOString() });

describe('a periodic rule of one’s own', () => {
  it('is asked when it is made and as often as it says, until it is deleted', async () => {
    const { client, asked, wait } = await given({
      MessageType: 'ScheduledNotification',
      MaximumExecutionFrequency: 'Three_Hours',
    });

    const first = await asked();
    await wait(7 * HOUR);
    const later = await asked();
    await client.send(new DeleteConfigRuleCommand({ ConfigRuleName: 'own' }));
    await wait(24 * HOUR);

    expect(first).toEqual(['ScheduledNotification']);
    expect(later).toEqual(['ScheduledNotification', 'ScheduledNotification']);
    expect(await asked()).toEqual([]);
  });

  it('is asked on changes, too, where it is hybrid', async () => {
    const { ports, asked, wait } = await given(
      { MessageType: 'ConfigurationItemChangeNotification' },
      { MessageType: 'ScheduledNotification', MaximumExecutionFrequency: 'TwentyFour_Hours' },
    );
    await asked();

    ports.record(thing('i-1'));
    const changed = await asked();
    await wait(24 * HOUR);

    expect(changed).toEqual(['ConfigurationItemChangeNotification']);
    expect(await asked()).toEqual(['ScheduledNotification']);
  });

  it('may wait for snapshots instead', async () => {
    const { client, asked } = await given({ MessageType: 'ConfigurationSnapshotDeliveryCompleted' });

    const before = await asked();
    await client.send(new DeliverConfigSnapshotCommand({ deliveryChannelName: 'default' }));

    expect(before).toEqual([]);
    expect(await asked()).toEqual(['ConfigurationSnapshotDeliveryCompleted']);
  });

  it('is asked about large items only where it says that it fetches them', async () => {
    const large = thing('i-1', { configuration: { userData: 'x'.repeat(300_000) } });
    const deaf = await given({ MessageType: 'ConfigurationItemChangeNotification' });
    const able = await given({ MessageType: 'OversizedConfigurationItemChangeNotification' });

    deaf.ports.record(large);
    able.ports.record(large);

    expect(await deaf.asked()).toEqual([]);
    expect(await able.asked()).toEqual(['OversizedConfigurationItemChangeNotification']);
  });
});

describe('an evaluation somebody wants again', () => {
  it('is told on the bus', async () => {
    const { client, messages } = await given({ MessageType: 'ScheduledNotification' });

    await client.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: ['own'] }));

    expect(messages('ConfigRulesEvaluationStarted')).toEqual([
      {
        awsAccountId: '123456789012',
        awsRegion: 'us-east-1',
        configRuleNames: ['own'],
        notificationCreationTime: '2026-01-10T12:00:00.000Z',
        messageType: 'ConfigRulesEvaluationStarted',
        recordVersion: '1.0',
      },
    ]);
  });
});

describe('a resource that is gone', () => {
  it('has no verdict any more, whether the rule says so or not', async () => {
    const { client, ports, invoked, parts } = await given({ MessageType: 'ConfigurationItemChangeNotification' });
    ports.record(thing('i-1'));
    await parts.clock.idle();
    const { resultToken: ResultToken } = JSON.parse(invoked.at(-1)!.payload) as Asked;
    await client.send(
      new PutEvaluationsCommand({
        ResultToken,
        Evaluations: [
          {
            ComplianceResourceType: 'AWS::EC2::Instance',
            ComplianceResourceId: 'i-1',
            ComplianceType: 'NON_COMPLIANT',
            OrderingTimestamp: new Date(NOW),
          },
        ],
      }),
    );
    const compliance = async () => {
      const { ComplianceByConfigRules } = await client.send(new DescribeComplianceByConfigRuleCommand({}));
      return ComplianceByConfigRules?.[0]?.Compliance?.ComplianceType;
    };

    const before = await compliance();
    ports.record(thing('i-1', { ...at(1000), configurationItemStatus: 'ResourceDeleted', configuration: null }));

    expect(before).toBe('NON_COMPLIANT');
    expect(await compliance()).toBe('INSUFFICIENT_DATA');
  });
});
