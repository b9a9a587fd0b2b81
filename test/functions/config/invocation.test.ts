import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ruleInvocationSchema } from '../../../functions/config/invocation.ts';
import { sharedData, sharedJson, sharedPath } from '../../support/shared.ts';

const folder = 'config/rule-events/tests/data/config';
const asked = (invokingEvent: object) => ({
  invokingEvent: JSON.stringify(invokingEvent),
  resultToken: 't',
  configRuleName: 'r',
});

describe.skipIf(!sharedData)('what Config hands a rule’s function', () => {
  const event = sharedJson<Record<string, unknown>>(`${folder}/app-elb-config-event.json`);

  it('is read as AWS sends it', () => {
    const { cause, eventLeftScope, configRuleName } = ruleInvocationSchema.parse(event);

    expect(cause).toMatchObject({
      kind: 'change',
      item: {
        resourceName: 'test',
        configurationItemStatus: 'OK',
        tags: { App: 'DevTest' },
        configuration: { scheme: 'internal' },
      },
    });
    expect({ eventLeftScope, configRuleName }).toEqual({
      eventLeftScope: false,
      configRuleName: 'custodian-app-elb-checker',
    });
  });

  it('is read or refused with a reason, each sample of it', () => {
    const files = readdirSync(sharedPath(folder)).filter((file) => file.endsWith('.json'));

    const read = files.map((file) => {
      const { data, error } = ruleInvocationSchema.safeParse(sharedJson(`${folder}/${file}`));
      return [file, data?.cause.kind ?? error?.issues[0]?.path.join('.')];
    });

    expect(Object.fromEntries(read)).toMatchObject({
      'app-elb-config-event.json': 'change',
      's3-from-rule.json': 'change',
      'rds-from-rule.json': 'change',
      'poll-evaluation.json': 'all',
      'app-elb.json': 'invokingEvent',
      'event-cloudsearch.json': 'invokingEvent',
    });
  });

  it('is read from the guide’s own examples', () => {
    const kinds = [0, 1, 2].map((n) => {
      const example = sharedJson<object>(`config/docs_samples/evaluate-config_develop-rules_example-events-${n}.json`);
      return ruleInvocationSchema.parse(example).cause.kind;
    });

    expect(kinds).toEqual(['change', 'oversized', 'all']);
  });
});

describe('what Config hands a rule’s function', () => {
  it('may be a schedule, or a snapshot that was delivered', () => {
    const at = '2026-01-10T12:00:00.000Z';
    const kinds = ['ScheduledNotification', 'ConfigurationSnapshotDeliveryCompleted'].map((messageType) => {
      const { cause, at: time } = ruleInvocationSchema.parse(asked({ messageType, notificationCreationTime: at }));
      return [cause.kind, time];
    });

    expect(kinds).toEqual([
      ['all', at],
      ['all', at],
    ]);
  });

  it('is refused when it is another message, has no item, or is no JSON', () => {
    const reason = (event: object) => ruleInvocationSchema.safeParse(event).error?.message;

    expect(reason(asked({ messageType: 'ComplianceChangeNotification' }))).toContain('messageType');
    expect(reason(asked({ messageType: 'ConfigurationItemChangeNotification', configurationItem: {} }))).toContain(
      'resourceType is missing',
    );
    expect(reason({ ...asked({}), invokingEvent: '{' })).toContain('not JSON');
  });
});
