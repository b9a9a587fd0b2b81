import {
  ConfigServiceClient,
  PutConfigRuleCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { play } from '../../cli/play.ts';
import { managedRule, parameterValues } from '../../core/managed-rules/index.ts';
import { type ComplianceOutcome, simulate, simulated } from '../../core/simulate/index.ts';
import { everyManagedRule, simulationPlan } from '../../replay/index.ts';
import { generateWeek } from '../../samples/index.ts';
import { clientOptions, engine as startedEngine } from '../support/engine.ts';

const HOUR = 3600_000;
const end = Date.parse('2026-11-20T09:00:00Z');
const begin = end - 7 * 24 * HOUR;
const start = begin - HOUR;
const region = 'us-east-1';
const account = '123456789012';
const week = generateWeek({ seed: 'equal', end, account, region });

/** An engine with a recorder that began with the week, and every managed rule that needs no parameter. */
async function givenEngine() {
  const engine = await startedEngine({ clock: 'virtual', startAt: start, region });
  const options = clientOptions(engine, region);
  const config = new ConfigServiceClient(options);
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'config-files' }));
  const recorder = {
    name: 'default',
    roleARN: `arn:aws:iam::${account}:role/config`,
    recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
  };
  await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: recorder }));
  const DeliveryChannel = { name: 'default', s3BucketName: 'config-files' };
  await config.send(new PutDeliveryChannelCommand({ DeliveryChannel }));
  await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
  for (const { identifier } of everyManagedRule()) {
    const Source = { Owner: 'AWS' as const, SourceIdentifier: identifier };
    const InputParameters = JSON.stringify(parameterValues(managedRule(identifier)?.parameters ?? {}, {}));
    await config.send(
      new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: identifier, Source, InputParameters } }),
    );
  }
  config.destroy();
  s3.destroy();
  await engine.clock.advanceTo(begin);
  return engine;
}

const line = (time: number, rule: string, resource: string, from: string | undefined, to: string) =>
  `${new Date(Math.floor(time / 1000) * 1000).toISOString()} ${rule} ${resource} ${from ?? '-'} -> ${to}`;

const lineOf = ({ rule, time, transition: { resourceType, resourceId, from, to } }: ComplianceOutcome) =>
  line(time, rule, `${resourceType}/${resourceId}`, from, to);

describe.each([
  { what: 'of an account with AWS Config', items: week.items },
  { what: 'of one that never turned it on', items: [] },
])('the sample week $what', ({ items }) => {
  it("gets the same verdicts of Config's rules, at the same moments, in the simulation as in the engine", async () => {
    // Prepare
    const engine = await givenEngine();
    const judged: string[] = [];
    engine.services.config.ports.complianceChanged.to(({ rule, now, before }) => {
      const resource = `${now.resourceType}/${now.resourceId}`;
      judged.push(line(now.recordedAt, rule.name, resource, before?.compliance, now.compliance));
    });

    // Act
    await play(engine, { ...week, items }, end);
    const simulation = simulate(
      simulationPlan([], region, everyManagedRule()),
      week.records.map((record) => simulated(record)),
      { start, end, items, rebuild: items.length === 0 },
    );
    const outcomes: ComplianceOutcome[] = [];
    for await (const outcome of simulation) if (outcome.kind === 'compliance') outcomes.push(outcome);

    // Assess
    expect(outcomes.length).toBeGreaterThan(20);
    expect(judged.toSorted()).toEqual(outcomes.map(lineOf).sort());
  });
});
