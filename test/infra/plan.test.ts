import { describe, expect, it } from 'vitest';
import { parseEventPattern } from '../../core/event-pattern/index.ts';
import { handlerNames } from '../../functions/bundle.ts';
import { inOrder } from '../../infra/apply/order.ts';
import { plan } from '../../infra/plan.ts';
import { type Resource, references } from '../../infra/resource.ts';
import { defaultSettings } from '../../infra/settings.ts';
import { alerts, catalogue, metricAlarms } from '../../rules/catalogue.ts';

const planned = (homeRegion = 'us-east-1') => plan(catalogue, { ...defaultSettings, homeRegion });
const ofType = (resources: readonly Resource[], type: string) => resources.filter((each) => each.type === type);

describe('the plan', () => {
  it('is the same for the same rules and settings', () => {
    expect(planned()).toEqual(planned());
  });

  it('has a rule for each alert, a filter and an alarm for each metric alarm', () => {
    const resources = planned();
    const names = ofType(resources, 'AWS::Events::Rule').map(({ properties }) => properties.Name);
    expect(names).toEqual(expect.arrayContaining(alerts.map(({ id }) => `trailkeeper-${id}`)));
    expect(ofType(resources, 'AWS::Logs::MetricFilter')).toHaveLength(metricAlarms.length);
    expect(ofType(resources, 'AWS::CloudWatch::Alarm')).toHaveLength(metricAlarms.length);
  });

  it('names each resource once, and refers to none that is not there', () => {
    const resources = planned('ap-northeast-2');
    const ids = resources.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { properties, dependsOn = [] } of resources) {
      for (const id of [...references(properties), ...dependsOn]) expect(ids).toContain(id);
    }
  });

  it('writes only patterns EventBridge takes, of 2,048 characters at most', () => {
    for (const { id, properties } of ofType(planned('ap-northeast-2'), 'AWS::Events::Rule')) {
      const text = JSON.stringify(properties.EventPattern);
      expect([id, text.length <= 2048]).toEqual([id, true]);
      parseEventPattern(text);
    }
  });

  it('forwards from us-east-1 what global services put there, unless home is there', () => {
    const elsewhere = planned('ap-northeast-2').filter(({ region }) => region === 'us-east-1');
    expect(ofType(elsewhere, 'AWS::Events::Rule').length).toBeGreaterThan(0);
    for (const { properties } of ofType(elsewhere, 'AWS::Events::Rule')) {
      expect(JSON.stringify(properties.Targets)).toContain('ap-northeast-2');
      expect(JSON.stringify(properties.Targets)).toContain('event-bus/default');
    }
    expect(planned('us-east-1').filter(({ id }) => id.startsWith('Forward'))).toEqual([]);
  });

  it('writes to each address that was given', () => {
    const resources = plan(catalogue, { ...defaultSettings, emails: ['a@example.com', 'b@example.com'] });
    expect(ofType(resources, 'AWS::SNS::Subscription').map(({ properties }) => properties.Endpoint)).toEqual([
      'a@example.com',
      'b@example.com',
    ]);
  });

  it('runs each handler there is a source of', () => {
    const bundles = planned().flatMap(({ bundle }) => (bundle === undefined ? [] : [bundle]));
    expect(bundles.sort()).toEqual([...handlerNames()].sort());
  });

  it('grants no handler a whole service, nor all resources where they can be named', () => {
    for (const { properties } of ofType(planned(), 'AWS::IAM::Role')) {
      const policies = (properties.Policies ?? []) as { PolicyDocument: { Statement: Record<string, unknown>[] } }[];
      for (const { Action, Resource } of policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)) {
        expect([Action].flat().some((action) => /\*/.test(String(action)))).toBe(false);
        if (Resource === '*') expect(['config:PutEvaluations', 'cloudwatch:GetMetricStatistics']).toContain(Action);
      }
    }
  });
});

describe('the order in which a plan is made', () => {
  const resource = (id: string, refersTo: string[] = []): Resource => ({
    id,
    type: 'AWS::Test::Thing',
    region: 'us-east-1',
    properties: { needs: refersTo.map((each) => ({ Ref: each })) },
  });

  it('puts each resource behind those it refers to, and leaves the rest as it is', () => {
    const ordered = inOrder([resource('a', ['c']), resource('b'), resource('c')]).map(({ id }) => id);
    expect(ordered).toEqual(['c', 'a', 'b']);
  });

  it('says which resource refers to itself or to nothing', () => {
    expect(() => inOrder([resource('a', ['b']), resource('b', ['a'])])).toThrow(/refers to itself/);
    expect(() => inOrder([resource('a', ['missing'])])).toThrow(/a .*refers to missing, which the plan does not have/);
  });
});
