import { describe, expect, it } from 'vitest';
import { messageOf, type Outcome } from '../../../core/simulate/index.ts';
import { simulationPlan } from '../../../replay/plan.ts';
import { alertById, catalogue, metricAlarmByName } from '../../../rules/catalogue.ts';
import { generateWeek } from '../../../samples/index.ts';
import { outcomesOf } from './plans.ts';

const { records } = generateWeek({ seed: 9, end: Date.UTC(2026, 10, 20, 9) });
const options = {
  lang: 'en',
  account: '123456789012',
  region: 'us-east-1',
  texts: (name: string) => alertById(name) ?? metricAlarmByName(name),
} as const;

describe('messages of a simulated week', () => {
  it('tell of the user who was created, and of the calls behind an alarm', async () => {
    const outcomes = await outcomesOf(simulationPlan(catalogue), records);
    const told = (found: (one: Outcome) => boolean) => outcomes.filter(found).map((one) => messageOf(one, options));
    const created = told((one) => one.kind === 'alert' && one.rule === 'iam-user-created');
    expect(created.map((message) => message?.subject)).toEqual([
      '[MEDIUM] IAM user created: svc-backup by batch-upload',
    ]);
    const denied = told(
      (one) => one.kind === 'alarm' && one.to === 'ALARM' && one.alarm.endsWith('unauthorized-api-calls'),
    );
    expect(denied.at(-1)?.subject).toMatch(/^\[ALARM MEDIUM\] Unauthorized API calls: batch-upload, \d+ calls$/);
    expect(denied.at(-1)?.body).toContain('DescribeInstances (ec2.amazonaws.com)');
    const begun = told((one) => one.kind === 'alarm' && one.from === 'INSUFFICIENT_DATA' && one.to === 'OK');
    expect(begun.every((message) => message === undefined)).toBe(true);
  });
});
