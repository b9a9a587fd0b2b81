import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { everythingJudged } from '../../../functions/config/everything.ts';
import { JudgementError, judged } from '../../../functions/config/judge.ts';
import { compliant, defineConfigRule, nonCompliant } from '../../../rules/kit/index.ts';
import { trailkeeper } from '../../support/cli.ts';
import { clientOptions, engine } from '../../support/engine.ts';
import { testFolder } from '../../support/folder.ts';

const { file } = testFolder();
const text = { en: 'x', ko: 'x' };

/** Fails where an item has the size it was not written for. */
const rule = defineConfigRule({
  id: 'frail',
  title: text,
  severity: 'low',
  why: text,
  respond: { en: ['x'], ko: ['x'] },
  controls: [],
  resourceTypes: ['AWS::S3::Bucket'],
  evaluate: ({ configuration, resourceId }) => {
    if (resourceId === 'nonsense') return 'fine' as never;
    if (!Array.isArray(configuration.list)) throw new TypeError('no list');
    return configuration.list.length > 0 ? compliant() : nonCompliant('empty');
  },
  complies: [{ configuration: { list: [1] } }],
  violates: [{ configuration: { list: [] } }],
});

const bucket = (resourceId: string, configuration: object) => ({
  configurationItemCaptureTime: '2026-01-01T00:00:00.000Z',
  awsAccountId: '123456789012',
  awsRegion: 'us-east-1',
  resourceType: 'AWS::S3::Bucket',
  resourceId,
  configuration,
});

describe('a rule that fails on some resources', () => {
  it('judges the others, and is told of by rule and resource', async () => {
    const started = await engine();
    const items = [bucket('a', { list: [1] }), bucket('b', {}), bucket('c', { list: [] }), bucket('nonsense', {})];
    await trailkeeper('import', file('items.json', JSON.stringify(items)), '--endpoint', started.url);
    const client = new ConfigServiceClient(clientOptions(started));

    const { evaluations, failures } = await everythingJudged(client, undefined, { rule, parameters: {}, now: 0 });

    const said = evaluations.map(({ ComplianceResourceId, ComplianceType }) => [ComplianceResourceId, ComplianceType]);
    expect(said.toSorted()).toEqual([
      ['a', 'COMPLIANT'],
      ['c', 'NON_COMPLIANT'],
    ]);
    expect(failures.map(({ message }) => message).toSorted()).toEqual([
      'rule frail cannot judge AWS::S3::Bucket/b: no list',
      expect.stringMatching(
        /^rule frail cannot judge AWS::S3::Bucket\/nonsense: `evaluate` gives 'fine'; it has to give/,
      ),
    ]);
  });

  it('fails by name on the one that changed', () => {
    const item = {
      ...bucket('b', {}),
      configurationItemVersion: '1.3',
      configurationStateId: 1,
      configurationItemStatus: 'OK' as const,
      configuration: {},
      relatedEvents: [],
      relationships: [],
      supplementaryConfiguration: {},
      tags: {},
    };
    expect(() => judged(item, { rule, parameters: {}, now: 0 })).toThrow(JudgementError);
  });
});
