import { describe, expect, it } from 'vitest';
import { ruleInvocationSchema } from '../../../functions/config/invocation.ts';
import { sharedData, sharedJson } from '../../support/shared.ts';

describe.skipIf(!sharedData)('what Config hands a rule’s function', () => {
  const event = sharedJson<Record<string, unknown>>('config/rule-events/tests/data/config/app-elb-config-event.json');

  it('is read as AWS sends it', () => {
    const { item, eventLeftScope, configRuleName } = ruleInvocationSchema.parse(event);

    expect(item).toMatchObject({ resourceName: 'test', configurationItemStatus: 'OK', tags: { App: 'DevTest' } });
    expect(item.configuration).toMatchObject({ scheme: 'internal' });
    expect({ eventLeftScope, configRuleName }).toEqual({
      eventLeftScope: false,
      configRuleName: 'custodian-app-elb-checker',
    });
  });

  it('is refused when it is a schedule or no JSON', () => {
    const scheduled = { ...event, invokingEvent: '{"messageType":"ScheduledNotification"}' };

    expect(ruleInvocationSchema.safeParse(scheduled).error?.message).toContain('messageType');
    expect(ruleInvocationSchema.safeParse({ ...event, invokingEvent: '{' }).error?.message).toContain('not JSON');
  });
});
