import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { alerts } from '../../rules/catalogue.ts';
import { event } from '../../rules/kit/index.ts';
import { context, givenHandlers, NOW } from './given.ts';

const { TopicArn, operations, published } = await givenHandlers();
const { handler } = await import('../../functions/alert.ts');

type Input = Parameters<typeof handler>[0];

const rule = alerts.find(({ id }) => id === 'iam-user-created')!;

let number = 0;
/** A user of this name is created. */
const alert = (userName = `user-${number}`, more: object = {}) => {
  const id = `event-${number++}`;
  return {
    rule: rule.id,
    event: { ...event({ ...rule.fires[0]!, eventID: id, requestParameters: { userName } }), id },
    ...more,
  };
};

const handle = (input: object) => handler(input as Input, context);

// Windows of incidents are cut by the clock.
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
afterAll(() => void vi.useRealTimers());
beforeEach(() => {
  published();
  vi.setSystemTime(Date.now() + 24 * 3600_000);
});

describe('the alert handler', () => {
  it('publishes who did what, labelled for filters', async () => {
    const answer = await handle(alert());

    const [message] = published();
    expect(message).toMatchObject({
      TopicArn,
      Subject: expect.stringMatching(/^\[MEDIUM\] IAM user created: /),
      Message: expect.stringContaining('CreateUser (iam.amazonaws.com)'),
      MessageAttributes: {
        kind: { DataType: 'String', StringValue: 'alert' },
        rule: { DataType: 'String', StringValue: 'iam-user-created' },
        severity: { DataType: 'String', StringValue: 'medium' },
      },
    });
    expect(answer).toEqual({ messageId: expect.any(String) });
  });

  it('publishes and logs no secret of a call', async () => {
    const secret = alert();
    Object.assign(secret.event.detail, {
      requestParameters: { userName: 'mallory', password: 'hunter2' },
      responseElements: { accessKey: { accessKeyId: 'AKIAX', secretAccessKey: 'hunter3' } },
    });
    const logged = vi.spyOn(process.stdout, 'write').mockReturnValue(true);

    await handle(secret);

    expect(JSON.stringify([published(), logged.mock.calls])).not.toMatch(/hunter/);
    logged.mockRestore();
  });

  it('publishes once, however often the same event of the same rule comes', async () => {
    const input = alert();

    const first = await handle(input);
    const second = await handle(input);
    await handle({ ...input, rule: 'access-key-created' });

    expect(published()).toHaveLength(2);
    expect(second).toEqual(first);
  });

  it('publishes once when CloudTrail puts the same record on the bus as two events', async () => {
    const input = alert();

    await handle(input);
    await handle({ ...input, event: { ...input.event, id: 'another' } });

    expect(published()).toHaveLength(1);
  });

  it('tells an incident once, and others beside it', async () => {
    const answers = [await handle(alert('mallory')), await handle(alert('mallory')), await handle(alert('eve'))];

    expect(published().map(({ Subject }) => Subject)).toEqual([
      expect.stringContaining('mallory'),
      expect.stringContaining('eve'),
    ]);
    expect(answers[1]).toEqual({ messageId: null });
  });

  it('tries again after a failure', async () => {
    const input = alert();
    process.env.TOPIC_ARN = 'arn:aws:sns:us-east-1:123456789012:none';
    await expect(handle(input)).rejects.toThrow('Topic does not exist');
    process.env.TOPIC_ARN = TopicArn;
    published();

    await handle(input);

    expect(published()).toHaveLength(1);
  });

  it('refuses what is no alert, with the reason', async () => {
    const noRecord = alert('x', { event: { id: 'x', detail: { eventName: 'CreateUser' } } });

    await expect(handle({ detail: {} })).rejects.toThrow(/^the event is not an alert: .*expected string.*→ at rule/s);
    await expect(handle(noRecord)).rejects.toThrow(
      /^the event is not an alert: .*has no eventTime.*→ at event\.detail/s,
    );
    await expect(handle(alert('x', { rule: 'no-such-rule' }))).rejects.toThrow('no alert has the id "no-such-rule"');
    expect(operations()).not.toContain('Publish');
  });
});
