import { describe, expect, it } from 'vitest';
import { plan } from '../../infra/plan.ts';
import type { Resource } from '../../infra/resource.ts';
import { defineSettings, type SettingsInput } from '../../infra/settings.ts';
import { catalogue } from '../../rules/catalogue.ts';

const planned = (input: SettingsInput) => plan(catalogue, defineSettings(input));
const ofType = (resources: readonly Resource[], type: string) => resources.filter((each) => each.type === type);
const byId = (resources: readonly Resource[], id: string) => resources.find((each) => each.id === id)?.properties;

describe('a plan with a trail that was there', () => {
  const resources = planned({ trail: { logGroup: 'theirs' } });

  it('makes neither trail nor bucket, role or group for it', () => {
    expect(resources.map(({ id }) => id).filter((id) => /^Trail(LogGroup|Bucket|Role)?$/.test(id))).toEqual([]);
  });

  it('puts filters and subscriptions on its log group', () => {
    const onGroup = [
      ...ofType(resources, 'AWS::Logs::MetricFilter'),
      ...ofType(resources, 'AWS::Logs::SubscriptionFilter'),
    ];
    expect(onGroup.length).toBeGreaterThan(15);
    expect(new Set(onGroup.map(({ properties }) => properties.LogGroupName))).toEqual(new Set(['theirs']));
  });
});

describe('a plan for several regions', () => {
  const resources = planned({ homeRegion: 'ap-northeast-2', regions: ['eu-west-1'], signInRegions: ['us-west-2'] });
  const forwards = ofType(resources, 'AWS::Events::Rule').filter(({ region }) => region !== 'ap-northeast-2');

  it('sends home what global services, watched regions and sign-ins tell', () => {
    expect(forwards.map(({ id, region }) => `${region} ${id}`).sort()).toEqual([
      'eu-west-1 ForwardConfigEuWest1',
      'eu-west-1 ForwardSourcesEuWest1',
      'eu-west-1 ForwardTypesEuWest1',
      'us-east-1 ForwardSources',
      'us-east-1 ForwardTypes',
      'us-west-2 ForwardSignInsUsWest2',
    ]);
  });

  it('records in each watched region, global resources at home alone, and tells a topic of the same region', () => {
    expect(byId(resources, 'ConfigRecorder')?.RecordingGroup).toMatchObject({ IncludeGlobalResourceTypes: true });
    expect(byId(resources, 'ConfigRecorderEuWest1')?.RecordingGroup).toMatchObject({
      IncludeGlobalResourceTypes: false,
    });
    expect(byId(resources, 'ConfigChannel')).toHaveProperty('SnsTopicARN');
    expect(byId(resources, 'ConfigChannelEuWest1')).not.toHaveProperty('SnsTopicARN');
  });
});

describe('what a plan records', () => {
  it.each<[string, SettingsInput['recording'], object, object]>([
    ['everything, as it changes', {}, { AllSupported: true }, { RecordingFrequency: 'CONTINUOUS' }],
    [
      'some types, daily',
      { mode: 'daily', types: ['AWS::IAM::User'] },
      { AllSupported: false, ResourceTypes: ['AWS::IAM::User'] },
      { RecordingFrequency: 'DAILY' },
    ],
    [
      'all but one, another daily',
      { except: ['AWS::EC2::NetworkInterface'], daily: ['AWS::EC2::Volume'] },
      { AllSupported: false, ExclusionByResourceTypes: { ResourceTypes: ['AWS::EC2::NetworkInterface'] } },
      { RecordingModeOverrides: [{ ResourceTypes: ['AWS::EC2::Volume'], RecordingFrequency: 'DAILY' }] },
    ],
  ])('is %s', (_, recording, group, mode) => {
    const recorder = byId(planned({ recording }), 'ConfigRecorder');
    expect(recorder).toMatchObject({ RecordingGroup: group, RecordingMode: mode });
  });

  it('is nothing where Config is somebody else’s, and then no rule of it is deployed', () => {
    const types = planned({ recording: false }).map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('AWS::Config::'))).toEqual([]);
  });
});

describe('rules by setting', () => {
  it('are left out of the bus, and of what the audit function tells of', () => {
    const resources = planned({ rules: { 'root-signed-in': false } });
    expect(byId(resources, 'RootSignedInRule')).toBeUndefined();
    const { Variables } = byId(resources, 'AuditLogsFunction')!.Environment as { Variables: object };
    expect(Variables).toMatchObject({ RULES_LEFT_OUT: 'root-signed-in' });
  });

  it('have other thresholds and periods', () => {
    const alarm = byId(
      planned({ rules: { 'cis-sign-in-failures': { threshold: 5, period: 600 } } }),
      'CisSignInFailuresAlarm',
    );
    expect(alarm).toMatchObject({ Threshold: 5, Period: 600 });
  });
});

describe('whatever the settings, a plan', () => {
  const resources = planned({ homeRegion: 'ap-northeast-2', regions: ['eu-west-1'], emails: ['a@example.com'] });

  it('locks every bucket: no public access, TLS alone, versions, encryption', () => {
    for (const { id, properties } of ofType(resources, 'AWS::S3::Bucket')) {
      expect(Object.values(properties.PublicAccessBlockConfiguration!)).toEqual([true, true, true, true]);
      expect(properties).toMatchObject({ VersioningConfiguration: { Status: 'Enabled' } });
      expect(properties).toHaveProperty('BucketEncryption');
      expect(JSON.stringify(byId(resources, `${id}Policy`))).toContain('"aws:SecureTransport":"false"');
    }
  });

  it('encrypts every topic with the key, and says which services publish to it', () => {
    for (const { id, properties } of ofType(resources, 'AWS::SNS::Topic')) {
      expect(properties.KmsMasterKeyId).toEqual({ 'Fn::GetAtt': ['Key', 'Arn'] });
      expect(byId(resources, `${id}Policy`)).toBeDefined();
    }
  });

  it('gives each function its own role, log and dead letters, and alarms on its errors and throttles', () => {
    for (const { id, properties } of ofType(resources, 'AWS::Lambda::Function')) {
      const name = id.replace(/Function$/, '');
      expect(properties.Role).toEqual({ 'Fn::GetAtt': [`${name}Role`, 'Arn'] });
      expect(byId(resources, `${name}LogGroup`)).toHaveProperty('RetentionInDays', 90);
      expect(properties).toHaveProperty('DeadLetterConfig');
      for (const metric of ['Errors', 'Throttles']) {
        expect(byId(resources, `${name}${metric}Alarm`)?.AlarmActions).toEqual([{ Ref: 'AlertTopic' }]);
      }
    }
  });
});
