import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf, costOfPlan, prices, type Volumes } from '../../../infra/cost/index.ts';
import { plan } from '../../../infra/plan.ts';
import type { Resource } from '../../../infra/resource.ts';
import { defaultSettings } from '../../../infra/settings.ts';
import { catalogue } from '../../../rules/catalogue.ts';

const resources = plan(catalogue, { ...defaultSettings, emails: ['a@example.com'] });
const sum = (values: readonly { readonly usd: number }[]) => values.reduce((all, { usd }) => all + usd, 0);

const amount = fc.double({ min: 0, max: 1e9, noNaN: true });
const volumes = fc.record(
  { events: amount, logGb: amount, items: amount, evaluations: amount, messages: amount, otherTrail: fc.boolean() },
  { requiredKeys: [] },
);

describe('a price with steps', () => {
  it('charges each unit at its own step', () => {
    const { quotes } = prices.configEvaluation;

    expect(costOf(quotes['us-east-1'], 100_000)).toBeCloseTo(100);
    expect(costOf(quotes['us-east-1'], 600_000)).toBeCloseTo(100 + 320 + 50);
  });

  it('says where and when each was published', () => {
    for (const { quotes } of Object.values(prices)) {
      for (const { source, asOf, steps } of Object.values(quotes)) {
        expect(source).toMatch(/^https:\/\//);
        expect(asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
        expect(steps[0]?.from).toBe(0);
      }
    }
  });
});

describe('what a plan costs', () => {
  it('is what Config, logs and alarms cost, for volumes one can work out by hand', () => {
    const { lines } = costOfPlan(resources, 'us-east-1', { logGb: 10, items: 1000, evaluations: 2000 });
    const of = (unit: string, what = '') => lines.find((line) => line.unit === unit && line.what.includes(what))?.usd;

    expect(of('items recorded')).toBeCloseTo(3);
    expect(of('rule evaluations')).toBeCloseTo(2);
    expect(of('GB taken in', 'trail')).toBeCloseTo(5);
    expect(of('alarms')).toBeCloseTo(resources.filter(({ type }) => type === 'AWS::CloudWatch::Alarm').length * 0.1);
  });

  it('is dearer in Seoul where Seoul is, and says which prices it borrows', () => {
    const [here, there] = ['us-east-1', 'ap-northeast-2'].map((region) =>
      costOfPlan(resources, region, { logGb: 100 }),
    );

    expect(there!.total).toBeGreaterThan(here!.total);
    expect(here!.lines.some(({ borrowed }) => borrowed)).toBe(false);
    expect(there!.lines.find(({ unit }) => unit === 'GB taken in')?.borrowed).toBe(false);
    expect(there!.lines.find(({ unit }) => unit === 'messages published')?.borrowed).toBe(true);
  });

  it('is the sum of its lines, and of its services', () => {
    fc.assert(
      fc.property(volumes, (given) => {
        const cost = costOfPlan(resources, 'ap-northeast-2', given);
        expect(sum(cost.lines)).toBeCloseTo(cost.total, 4);
        expect(sum(cost.services)).toBeCloseTo(cost.total, 4);
        expect(cost.lines.every(({ usd }) => usd >= 0)).toBe(true);
      }),
    );
  });

  it('never falls when more happens', () => {
    const name = fc.constantFrom<keyof Volumes>('events', 'logGb', 'items', 'evaluations', 'messages');
    fc.assert(
      fc.property(volumes, name, amount, (given, more, by) => {
        const all = { events: 0, logGb: 0, items: 0, evaluations: 0, messages: 0, ...given };
        const before = costOfPlan(resources, 'us-east-1', all).total;
        const after = costOfPlan(resources, 'us-east-1', { ...all, [more]: Number(all[more]) + by }).total;
        expect(after).toBeGreaterThanOrEqual(before - 1e-6 * Math.abs(before));
      }),
    );
  });

  it('never falls when a plan has more in it', () => {
    // Evaluations are given as one number: which rules share them is another matter.
    const isRule = ({ type }: Resource) => type === 'AWS::Config::ConfigRule';
    const [rules, others] = [resources.filter(isRule), resources.filter((each) => !isRule(each))];
    fc.assert(
      fc.property(fc.subarray(others), volumes, (some, given) => {
        const all = costOfPlan(resources, 'us-east-1', given).total;
        expect(costOfPlan([...some, ...rules], 'us-east-1', given).total).toBeLessThanOrEqual(all + 1e-6 * all);
      }),
      { numRuns: 50 },
    );
  });

  it('names the three levers that save most, none of them more than there is', () => {
    fc.assert(
      fc.property(volumes, (given) => {
        const { levers, total } = costOfPlan(resources, 'us-east-1', given);
        expect(levers.length).toBeLessThanOrEqual(3);
        const saved = levers.map(({ saves }) => saves);
        expect(saved).toEqual(saved.toSorted((a, b) => b - a));
        expect(saved.every((usd) => usd > 0 && usd <= total + 1e-6 * total)).toBe(true);
      }),
    );
  });

  it('charges a second trail, which a lever takes away', () => {
    const { lines, levers } = costOfPlan(resources, 'us-east-1', { events: 10e6, otherTrail: true });

    expect(lines.find(({ service }) => service === 'CloudTrail')?.usd).toBeCloseTo(200);
    expect(levers.map(({ id }) => id)).toContain('one-trail');
  });
});
