import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CloudTrailRecord, eventOf } from '../../core/cloudtrail/index.ts';
import { matchesEvent, parseEventPattern } from '../../core/event-pattern/index.ts';
import { alertById, alerts, catalogue, configRules, metricAlarmByName, metricAlarms } from '../../rules/catalogue.ts';
import { allPassed, checkRules } from '../../rules/check.ts';
import { formatCheck } from '../../rules/check-format.ts';

describe('the catalogue', () => {
  it('is right on every example of every rule', () => {
    const results = checkRules(catalogue);
    expect(allPassed(results), formatCheck(results, 'text')).toBe(true);
  });

  it.each(['alerts', 'metric-alarms', 'config'])('lists every file of %s', (folder) => {
    const files = readdirSync(new URL(`../../rules/${folder}/`, import.meta.url));
    const listed = { alerts, 'metric-alarms': metricAlarms, config: configRules }[folder] ?? [];
    const ids = listed.map(({ id }) => `${id.replace(/^cis-/, '')}.ts`);
    expect(ids.toSorted()).toEqual(files.toSorted());
  });

  it('uses no id twice', () => {
    expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
  });

  it('leaves no Korean particle after a name to chance: it depends on how the name ends', () => {
    const bare = /\{\w+\}(?:이|가|은|는|을|를|와|과|로|으로)(?![가-힣(])/;
    const texts = catalogue.flatMap(({ why, respond }) => [why.ko, ...respond.ko]);
    expect(texts.filter((text) => bare.test(text))).toEqual([]);
  });

  it('begins with the IAM user, and has the fifteen monitoring controls in their order', () => {
    expect(catalogue[0]?.id).toBe('iam-user-created');
    expect(metricAlarms.map(({ controls }) => controls.find((id) => id.startsWith('cis-aws-7.0')))).toEqual(
      Array.from({ length: 15 }, (_, n) => `cis-aws-7.0:5.${n + 1}`),
    );
  });

  it('places what watches IAM, Organizations and no other service in us-east-1 alone', () => {
    expect(alertById('iam-user-created')?.placement).toBe('global');
    expect(alertById('organization-left')?.placement).toBe('global');
    expect(alertById('trail-stopped')?.placement).toBe('regional');
    expect(alertById('root-made-change')?.placement).toBe('both');
  });

  it('finds the rule behind an alarm by the name CloudWatch has', () => {
    expect(metricAlarmByName('trailkeeper-cis-root-usage')?.id).toBe('cis-root-usage');
    expect(metricAlarmByName('cpu')).toBeUndefined();
  });

  it('keeps its filter patterns within what CloudWatch Logs takes', () => {
    expect(metricAlarms.filter(({ filter }) => filter.filterPattern.length > 1024)).toEqual([]);
  });

  it('stays quiet on what failed, but for attempts that are news themselves', () => {
    const loud = firesOn((record) => ({ ...record, errorCode: 'AccessDenied', errorMessage: 'no' })).filter(
      (id) => !id.startsWith('root-sign') && !id.includes('sign-in'),
    );
    expect(new Set(loud)).toEqual(new Set(['organization-left', 'root-credentials-changed']));
  });

  it("stays quiet on another service's call of the same name, and on the same service's other calls", () => {
    const others = (record: CloudTrailRecord) => ({ ...record, eventSource: 'kitchen.amazonaws.com' });
    expect(new Set(firesOn(others))).toEqual(new Set(['root-made-change']));
    expect(new Set(firesOn((record) => ({ ...record, eventName: 'MakeCoffee' })))).toEqual(
      new Set(['root-made-change']),
    );
  });

  /** The alerts that fire on one of their own examples after it was changed. */
  const firesOn = (change: (record: CloudTrailRecord) => CloudTrailRecord): string[] =>
    alerts.flatMap(({ id, pattern, fires }) => {
      const parsed = parseEventPattern(JSON.stringify(pattern));
      return fires.some((record) => matchesEvent(parsed, eventOf(change(record)))) ? [id] : [];
    });

  it('asks in Korean as often as in English', () => {
    for (const { respond } of catalogue) expect(respond.ko).toHaveLength(respond.en.length);
  });

  it('has the same commands in both languages', () => {
    const commands = (steps: readonly string[]) =>
      steps.flatMap((step) => /(?:^|: )(aws [a-z].*)$/.exec(step)?.[1] ?? []);
    for (const { id, respond } of catalogue)
      expect([id, ...commands(respond.ko)]).toEqual([id, ...commands(respond.en)]);
  });
});
