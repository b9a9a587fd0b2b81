import {
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  PutCompositeAlarmCommand,
  type PutCompositeAlarmCommandInput,
  SetAlarmStateCommand,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { type Given, given, start } from './support.ts';

const topic = 'arn:aws:sns:us-east-1:123456789012:alerts';
const arn = (name: string) => `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`;

const set = ({ client }: Given, AlarmName: string, StateValue: StateValue) =>
  client.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'by hand' }));

/** Two metric alarms and a composite one over them. */
async function composed(input: Partial<PutCompositeAlarmCommandInput> = {}) {
  const here = await given();
  for (const AlarmName of ['one', 'two', 'maintenance']) await here.alarm({ AlarmName, TreatMissingData: 'ignore' });
  await here.client.send(
    new PutCompositeAlarmCommand({
      AlarmName: 'both',
      AlarmRule: `ALARM("${arn('one')}") OR ALARM(two)`,
      AlarmActions: [topic],
      OKActions: [topic],
      ...input,
    }),
  );
  const described = async () => {
    const { CompositeAlarms } = await here.client.send(new DescribeAlarmsCommand({ AlarmTypes: ['CompositeAlarm'] }));
    return CompositeAlarms?.find(({ AlarmName }) => AlarmName === 'both');
  };
  return { here, described };
}

const cause = (reasonData: string | undefined) =>
  (
    JSON.parse(reasonData ?? '{}') as { triggeringAlarms: { arn: string; state: { value: string } }[] }
  ).triggeringAlarms.map((each) => [each.arn, each.state.value]);

describe('a composite alarm', () => {
  it('is evaluated when it is made, with every alarm it names as the cause', async () => {
    const { described } = await composed();
    const alarm = await described();
    expect(alarm).toMatchObject({
      StateValue: 'OK',
      StateReason: `${arn('both')} was created and its alarm rule evaluates to OK`,
    });
    expect(cause(alarm?.StateReasonData)).toEqual([
      [arn('one'), 'INSUFFICIENT_DATA'],
      [arn('two'), 'INSUFFICIENT_DATA'],
    ]);
  });

  it('follows its alarms, names the one that turned it, and stays when a second one joins', async () => {
    const { here, described } = await composed();

    await set(here, 'one', 'ALARM');
    const first = await described();
    expect(first).toMatchObject({
      StateValue: 'ALARM',
      StateReason: `${arn('one')} transitioned to ALARM at Saturday 21 November, 2026 03:00:00 UTC`,
    });
    await set(here, 'two', 'ALARM');
    expect((await described())?.StateReason).toBe(first?.StateReason);
    await set(here, 'one', 'OK');
    expect((await described())?.StateValue).toBe('ALARM');
    await set(here, 'two', 'OK');

    const last = await described();
    expect(last?.StateValue).toBe('OK');
    expect(cause(last?.StateReasonData)).toEqual([[arn('two'), 'OK']]);
    expect(here.actions.map(({ notification }) => notification.subject.split(':')[0])).toEqual(['OK', 'ALARM', 'OK']);
    const message = JSON.parse(here.actions[1]?.notification.message ?? '') as object;
    expect(message).toMatchObject({
      AlarmName: 'both',
      TriggeringChildren: [{ Arn: arn('one'), State: { Value: 'ALARM' } }],
    });
  });

  it('may stand on other composite alarms', async () => {
    const { here, described } = await composed();
    await here.client.send(new PutCompositeAlarmCommand({ AlarmName: 'above', AlarmRule: 'NOT OK(both)' }));
    await set(here, 'two', 'ALARM');
    expect((await described())?.StateValue).toBe('ALARM');
    const { CompositeAlarms } = await here.client.send(new DescribeAlarmsCommand({ AlarmTypes: ['CompositeAlarm'] }));
    expect(CompositeAlarms?.map(({ AlarmName, StateValue }) => [AlarmName, StateValue])).toEqual([
      ['above', 'ALARM'],
      ['both', 'ALARM'],
    ]);
    await expect(here.client.send(new DeleteAlarmsCommand({ AlarmNames: ['both'] }))).rejects.toThrow(
      'depending on it',
    );
  });

  it('in a circle with another ends', async () => {
    const { here } = await composed();
    await here.client.send(new PutCompositeAlarmCommand({ AlarmName: 'a', AlarmRule: 'ALARM(one)' }));
    await here.client.send(new PutCompositeAlarmCommand({ AlarmName: 'b', AlarmRule: 'NOT ALARM(a)' }));
    await here.client.send(new PutCompositeAlarmCommand({ AlarmName: 'a', AlarmRule: 'ALARM(b)' }));
    await set(here, 'one', 'ALARM');
    await set(here, 'b', 'OK');
    expect(here.logged).toEqual([]);
  });

  it('shows parents and children', async () => {
    const { here } = await composed();
    const names = async (input: object) => {
      const { MetricAlarms = [], CompositeAlarms = [] } = await here.client.send(new DescribeAlarmsCommand(input));
      return [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName }) => AlarmName);
    };
    expect(await names({ ChildrenOfAlarmName: 'both' })).toEqual(['one', 'two']);
    expect(await names({ ParentsOfAlarmName: 'two' })).toEqual(['both']);
  });

  it('is refused for alarms that are not there and rules that cannot be read', async () => {
    const { here } = await composed();
    const put = (AlarmRule: string) => here.client.send(new PutCompositeAlarmCommand({ AlarmName: 'x', AlarmRule }));
    await expect(put('ALARM(gone) AND ALARM(one)')).rejects.toThrow(
      'Could not save the composite alarm as alarms [gone] in the alarm rule do not exist',
    );
    await expect(put('ALARM(one')).rejects.toThrow('column 10');
    await expect(put(' TRUE')).rejects.toThrow('whitespace');
    await expect(put('ALARM(arn:aws:cloudwatch:eu-west-1:123456789012:alarm:one)')).rejects.toThrow('do not exist');
    await expect(put('ALARM(arn:aws:cloudwatch:us-east-1:123456789012:alarm:one)')).resolves.toBeDefined();
  });

  it('has no actions on instances', async () => {
    const { here } = await composed();
    const AlarmActions = ['arn:aws:automate:us-east-1:ec2:stop'];
    const put = here.client.send(new PutCompositeAlarmCommand({ AlarmName: 'x', AlarmRule: 'TRUE', AlarmActions }));
    await expect(put).rejects.toThrow('not supported by composite alarms');
  });

  it('keeps the alarms it names from being deleted, but for together with itself', async () => {
    const { here } = await composed();
    const remove = (...AlarmNames: string[]) => here.client.send(new DeleteAlarmsCommand({ AlarmNames }));

    await expect(remove('one')).rejects.toThrow('Cannot delete one as there are composite alarm(s) depending on it.');
    await expect(remove('one', 'two')).rejects.toThrow(
      'Cannot delete one,two as there are composite alarm(s) depending on them.',
    );
    await expect(remove('one', 'two', 'both')).resolves.toBeDefined();
  });
});

describe('a suppressor', () => {
  const suppressed = {
    ActionsSuppressor: 'maintenance',
    ActionsSuppressorWaitPeriod: 120,
    ActionsSuppressorExtensionPeriod: 180,
  };
  const subjects = (here: Given) => here.actions.map(({ notification }) => notification.subject.split(':')[0]);

  it('lets the actions run when the wait is over', async () => {
    const { here, described } = await composed({ ...suppressed, OKActions: [] });
    await here.clock.advanceTo(start + 600_000);
    await set(here, 'one', 'ALARM');
    expect(await described()).toMatchObject({
      StateValue: 'ALARM',
      ActionsSuppressedBy: 'WaitPeriod',
      ActionsSuppressedReason: 'Actions suppressed by WaitPeriod',
    });
    expect(subjects(here)).toEqual([]);

    await here.clock.advanceTo(start + 720_000);
    expect(subjects(here)).toEqual(['ALARM']);
    expect((await described())?.ActionsSuppressedBy).toBeUndefined();
  });

  it('in alarm holds them back, and its end gives the alarm time to recover', async () => {
    const { here, described } = await composed(suppressed);
    await here.clock.advanceTo(start + 600_000);
    here.actions.length = 0;
    await set(here, 'maintenance', 'ALARM');
    await set(here, 'one', 'ALARM');
    expect((await described())?.ActionsSuppressedBy).toBe('Alarm');
    expect(here.events.at(-1)?.detail).toMatchObject({ state: { actionsSuppressedBy: 'Alarm' } });

    await set(here, 'maintenance', 'OK');
    expect((await described())?.ActionsSuppressedBy).toBe('ExtensionPeriod');
    await here.clock.advanceTo(start + 780_000);
    expect(subjects(here)).toEqual(['ALARM']);
  });

  it('does not change the history of states', async () => {
    const { here } = await composed(suppressed);
    await set(here, 'one', 'ALARM');
    const { AlarmHistoryItems = [] } = await here.client.send(
      new DescribeAlarmHistoryCommand({
        AlarmName: 'both',
        AlarmTypes: ['CompositeAlarm'],
        HistoryItemType: 'StateUpdate',
      }),
    );
    expect(AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary)).toEqual([
      'Alarm updated from OK to ALARM',
      'Alarm updated from INSUFFICIENT_DATA to OK',
    ]);
  });
});
