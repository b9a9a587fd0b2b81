import { describe, expect, it } from 'vitest';
import { parseEventPattern } from '../../core/event-pattern/index.ts';
import { handlerNames } from '../../functions/bundle.ts';
import { inOrder } from '../../infra/apply/order.ts';
import { plan } from '../../infra/plan.ts';
import { type Resource, references } from '../../infra/resource.ts';
import { defaultSettings, defineSettings } from '../../infra/settings.ts';
import { alerts, catalogue, metricAlarms } from '../../rules/catalogue.ts';

const planned = (homeRegion = 'us-east-1') => plan(catalogue, { ...defaultSettings, homeRegion });
/** A plan with a resource of each type there is. */
const everything = () =>
  plan(
    catalogue,
    defineSettings({
      homeRegion: 'ap-northeast-2',
      regions: ['eu-west-1'],
      signInRegions: ['us-west-2'],
      emails: ['a@example.com'],
      webhooks: ['https://example.com/hook'],
      suppressions: [
        { rule: 'ENCRYPTED_VOLUMES', resource: 'vol-1', owner: 'data team', reason: 'scratch', expires: '2027-03-31' },
      ],
      forwarding: {
        opensearch: {
          endpoint: 'https://logs.example.com',
          domainArn: 'arn:aws:es:ap-northeast-2:123456789012:domain/logs',
        },
      },
      packs: [{ name: 'basics', template: 's3://packs/basics.yaml', parameters: { MaxAge: '45' } }],
      remediation: [{ rule: 'INCOMING_SSH_DISABLED', document: 'AWS-DisablePublicAccessForSecurityGroup' }],
      agent: { settings: { agent: {} }, target: { tag: 'Agent', values: ['yes'] } },
    }),
  );
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
    expect(ofType(resources, 'AWS::CloudWatch::Alarm').map(({ properties }) => properties.AlarmName)).toEqual(
      expect.arrayContaining(metricAlarms.map(({ alarm }) => alarm.alarmName)),
    );
  });

  it('names each resource once, and refers to none that is not there', () => {
    const resources = everything();
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
    const bundles = everything().flatMap(({ bundle }) => (bundle === undefined ? [] : [bundle]));
    expect(bundles.sort()).toEqual([...handlerNames()].sort());
  });

  it('grants no handler a whole service, nor all resources where they can be named', () => {
    // Of these AWS knows no resource, or what is asked about is all there is.
    const ofNoResource =
      /^(cloudtrail:Lookup|cloudwatch:(Describe|Get)|config:|events:List|lambda:Get|logs:Describe|sns:List)/;
    for (const { properties } of ofType(planned(), 'AWS::IAM::Role')) {
      const policies = (properties.Policies ?? []) as { PolicyDocument: { Statement: Record<string, unknown>[] } }[];
      for (const { Action, Resource } of policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)) {
        for (const action of [Action].flat()) {
          expect(action).not.toMatch(/\*/);
          if (Resource === '*') expect(action).toMatch(ofNoResource);
        }
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
