import { describe, expect, it } from 'vitest';
import type { Engine } from '../../engine/index.ts';
import { loadBundles } from '../../functions/bundles.ts';
import { ApplyError, apply } from '../../infra/apply/index.ts';
import { plan } from '../../infra/plan.ts';
import type { Resource } from '../../infra/resource.ts';
import { defaultSettings } from '../../infra/settings.ts';
import { catalogue } from '../../rules/catalogue.ts';
import { engine as startedEngine } from '../support/engine.ts';

const optionsFor = async (engine: Engine) => ({
  endpoint: engine.url,
  region: defaultSettings.homeRegion,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  bundles: await loadBundles(),
});

interface Listed {
  readonly calls: readonly { service: string; operation: string; error?: string }[];
}

const callsOf = async (engine: Engine) =>
  ((await (await fetch(`${engine.url}/_trailkeeper/calls`)).json()) as Listed).calls;

describe('applying a plan', () => {
  it('makes every resource; again it changes nothing of which an alert would tell', async () => {
    const engine = await startedEngine();
    const resources = plan(catalogue, defaultSettings);
    const made: string[] = [];
    const options = await optionsFor(engine);
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
  }, 60_000);

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
    const applying = apply([bad], await optionsFor(engine));
    await expect(applying).rejects.toThrow(ApplyError);
    await expect(applying).rejects.toThrow(
      /^BadAlarm \(AWS::Logs::MetricFilter, us-east-1\): ResourceNotFoundException: /,
    );
  });

  it('refuses a type it cannot make', async () => {
    const engine = await startedEngine();
    const strange: Resource = { id: 'X', type: 'AWS::Nothing::AtAll', region: 'us-east-1', properties: {} };
    await expect(apply([strange], await optionsFor(engine))).rejects.toThrow(/nothing makes AWS::Nothing::AtAll/);
  });
});
