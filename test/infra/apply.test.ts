import { describe, expect, it } from 'vitest';
import type { Engine } from '../../engine/index.ts';
import { loadBundles } from '../../functions/bundles.ts';
import { ApplyError, apply } from '../../infra/apply/index.ts';
import { plan } from '../../infra/plan.ts';
import type { Resource } from '../../infra/resource.ts';
import { defaultSettings } from '../../infra/settings.ts';
import { catalogue } from '../../rules/catalogue.ts';
import { engine as startedEngine } from '../support/engine.ts';
import { everySetting } from './sst/settings.ts';

const optionsFor = (engine: Engine) => ({
  endpoint: engine.url,
  region: defaultSettings.homeRegion,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  bundles: new Map<string, Uint8Array>(),
});

/** Built once for all tests here. */
const bundles = await loadBundles();

interface Listed {
  readonly calls: readonly { service: string; operation: string; error?: string }[];
}

const callsOf = async (engine: Engine) =>
  ((await (await fetch(`${engine.url}/_trailkeeper/calls`)).json()) as Listed).calls;

describe('applying a plan', () => {
  it('makes every resource; again it changes nothing of which an alert would tell', async () => {
    const engine = await startedEngine();
    // Each call of the second apply is in the trail, and would be audited.
    const resources = plan(catalogue, { ...defaultSettings, audit: false });
    const made: string[] = [];
    const options = { ...optionsFor(engine), bundles };
    await apply(resources, { ...options, made: ({ id }) => made.push(id) });
    expect(made.sort()).toEqual(resources.map(({ id }) => id).sort());

    const before = (await callsOf(engine)).length;
    await apply(resources, options);
    const again = (await callsOf(engine)).slice(before);
    // What functions note down meanwhile is theirs.
    const changes = again.filter(
      ({ service, operation, error }) =>
        service !== 'dynamodb' &&
        operation !== 'PutObject' &&
        /^(Create|Update|Delete|Start|Attach|Put|Set)/.test(operation) &&
        !error,
    );
    expect([...new Set(changes.map(({ operation }) => operation))].sort()).toEqual([
      'CreateTopic',
      'PutConfigRule',
      'PutMetricAlarm',
      'PutMetricFilter',
      'PutRetentionPolicy',
      'PutRule',
      'PutTargets',
      'UpdateFunctionConfiguration',
    ]);
  });

  it('makes every resource of every setting', async () => {
    const engine = await startedEngine();
    const resources = plan(catalogue, everySetting);
    const assets = new Map([['agent', Buffer.from('// the agent')]]);
    const made: string[] = [];
    await apply(resources, { ...optionsFor(engine), bundles, assets, made: ({ id }) => made.push(id) });
    expect(made.sort()).toEqual(resources.map(({ id }) => id).sort());
  });

  it('goes on past what cannot be made where it is to, but for what refers to it', async () => {
    const engine = await startedEngine();
    const topic = (id: string, more: Partial<Resource> = {}): Resource => ({
      id,
      type: 'AWS::SNS::Topic',
      region: 'us-east-1',
      properties: { TopicName: id },
      ...more,
    });
    const strange = topic('Strange', { type: 'AWS::Nothing::AtAll' });
    const refers = topic('Refers', { properties: { TopicName: { Ref: 'Strange' } } });
    const waits = topic('Waits', { dependsOn: ['Strange'] });
    const told = { made: [] as string[], refused: [] as string[] };
    await apply([waits, refers, strange, topic('Other')], {
      ...optionsFor(engine),
      made: ({ id }) => told.made.push(id),
      refused: ({ message }) => told.refused.push(message),
    });
    expect(told.made.sort()).toEqual(['Other', 'Waits']);
    expect(told.refused.sort()).toEqual([
      'Refers (AWS::SNS::Topic, us-east-1): needs Strange, which is not there',
      'Strange (AWS::Nothing::AtAll, us-east-1): nothing makes AWS::Nothing::AtAll',
    ]);
  });

  it('says which resource could not be made, and why', async () => {
    const engine = await startedEngine();
    const bad: Resource = {
      id: 'BadAlarm',
      type: 'AWS::Logs::MetricFilter',
      region: 'us-east-1',
      properties: {
        LogGroupName: 'missing',
        FilterName: 'f',
        FilterPattern: '',
        MetricTransformations: [{ MetricName: 'm', MetricNamespace: 'n', MetricValue: '1' }],
      },
    };
    const applying = apply([bad], optionsFor(engine));
    await expect(applying).rejects.toThrow(ApplyError);
    await expect(applying).rejects.toThrow(
      /^BadAlarm \(AWS::Logs::MetricFilter, us-east-1\): ResourceNotFoundException: /,
    );
  });

  it('refuses a type it cannot make', async () => {
    const engine = await startedEngine();
    const strange: Resource = { id: 'X', type: 'AWS::Nothing::AtAll', region: 'us-east-1', properties: {} };
    await expect(apply([strange], optionsFor(engine))).rejects.toThrow(/nothing makes AWS::Nothing::AtAll/);
  });
});
