import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../engine/index.ts';
import { plan } from '../../../infra/plan.ts';
import { defaultSettings, type Settings } from '../../../infra/settings.ts';
import { catalogue } from '../../../rules/catalogue.ts';
import { sst } from '../../support/sst/command.ts';
import { documentsIn, leaves, namesIn, type Pair, pairs, STACK_TYPES } from '../../support/sst/plan-and-stack.ts';
import { sstPlatform } from '../../support/sst/platform.ts';
import { type RegisteredResource, sstProject } from '../../support/sst/project.ts';
import { everySetting } from './settings.ts';

const platform = await sstPlatform();

const forwardingTo = (forwarding: Settings['forwarding']): Settings => ({ ...everySetting, forwarding });
const streamArn = 'arn:aws:kinesis:us-east-1:123456789012:stream/logs';
const deliveryStreamArn = 'arn:aws:firehose:us-east-1:123456789012:deliverystream/logs';

const CASES: readonly (readonly [string, Settings])[] = [
  ['the settings of the checkout', defaultSettings],
  ['everything there is to set', everySetting],
  [
    'a trail that was there, forwarded to Kinesis',
    { ...forwardingTo({ kinesis: { streamArn } }), trail: { logGroup: 'theirs' } },
  ],
  [
    'neither Config nor reports, forwarded to Firehose',
    { ...forwardingTo({ firehose: { deliveryStreamArn } }), recording: false, remediation: [], reports: false },
  ],
];

/** What SST puts around a function: its package, what others may link to, and one key for all. */
const AROUND_FUNCTIONS = ['aws:s3/bucketObjectv2:BucketObjectv2', 'sst:aws:Function', 'sst:sst:LinkRef'];
const ONCE = ['pulumi:pulumi:Stack', 'random:index/randomBytes:RandomBytes'];

/** What SST tells every function of the app. */
const APP = '{"name":"trailkeeper","stage":"test"}';

/** What SST says of a function beyond the plan. */
const OF_FUNCTIONS = new Set(['', '512', 'Zip', 'false', 'resource.enc', 'bundle.handler', 'test', 'trailkeeper']);

describe.skipIf(!platform.folder)(`the SST program${platform.reason && ` (skipped: ${platform.reason})`}`, () => {
  describe.each(CASES)('of %s', (_, settings) => {
    const resources = plan(catalogue, settings);
    let stack: readonly RegisteredResource[];
    let both: Pair[];

    beforeAll(async () => {
      const project = sstProject(platform.folder!, settings);
      const engine = await startEngine();
      const { code, out } = await sst(project, engine.url, 'deploy', '--stage', 'test');
      await engine.close();
      expect(code, out).toBe(0);
      stack = project.registered();
      both = pairs(resources, stack);
    });

    it('registers each resource of the plan once, of the type it stands for', () => {
      const wrong = both.filter(({ planned, registered }) => registered[0]?.name !== planned.id);
      expect(wrong.map(({ planned }) => `${planned.type} ${planned.id}`)).toEqual([]);
      const types = new Set(resources.map(({ type }) => type));
      expect([...types].filter((type) => !(type in STACK_TYPES))).toEqual([]);
    });

    it('says of each all that the plan says, and nothing else', () => {
      for (const { planned, properties, registered } of both) {
        const inputs = registered.map((each) => each.inputs);
        const said = leaves(inputs).union(namesIn(inputs));
        const meant = leaves(properties).union(namesIn(properties));
        const lost = [...leaves(properties)].filter((each) => !said.has(each) && !isSaidOtherwise(planned.type, each));
        const madeUp = [...leaves(inputs)].filter(
          (each) => !meant.has(each) && !isOfItself(planned.type, each, registered),
        );
        expect({ id: planned.id, lost, madeUp }).toEqual({ id: planned.id, lost: [], madeUp: [] });
      }
    });

    it('has each policy, pattern and document as the plan has it', () => {
      for (const { planned, properties, registered } of both) {
        const all = JSON.stringify(properties);
        const texts = documentsIn(properties);
        for (const document of registered.flatMap(({ inputs }) => documentsIn(inputs))) {
          if (document === APP) continue;
          expect(all.includes(document) || texts.includes(document), `${planned.id}: ${document}`).toBe(true);
        }
      }
    });

    it('puts each where the plan has it', () => {
      for (const { planned, registered } of both) {
        for (const { type, inputs } of registered) {
          // IAM is in no region, and SST's functions are in that of the provider, which is home.
          const region = type.startsWith('aws:iam/')
            ? undefined
            : type.startsWith('aws:lambda/function')
              ? undefined
              : planned.region;
          expect([planned.id, type, inputs.region]).toEqual([planned.id, type, region]);
        }
      }
      const functions = resources.filter(({ type }) => type === 'AWS::Lambda::Function');
      expect(functions.every(({ region }) => region === settings.homeRegion)).toBe(true);
    });

    it('adds nothing but what SST puts around a function', () => {
      const own = new Set(both.flatMap(({ registered }) => registered));
      const extras = stack.filter((each) => !own.has(each)).map(({ type }) => type);
      const functions = resources.filter(({ type }) => type === 'AWS::Lambda::Function').length;
      const expected = [...ONCE, ...AROUND_FUNCTIONS.flatMap((type) => Array.from({ length: functions }, () => type))];
      expect(extras.sort()).toEqual(expected.sort());
    });
  });
});

/** Pulumi's provider has some values under other names, or where they go without saying. */
function isSaidOtherwise(type: string, value: string): boolean {
  if (type === 'AWS::S3::Bucket') return value === 'expire';
  // A table's keys are named by their kind; a topic's permission says what SST says itself.
  if (type === 'AWS::DynamoDB::Table') return value === 'HASH';
  if (type === 'AWS::Lambda::Function') return value === 'index.handler';
  return false;
}

/** What a resource says that is not the plan's: its region, its own name where it is in parts, and what SST adds to functions. */
function isOfItself(type: string, value: string, [main]: readonly RegisteredResource[]): boolean {
  if (value === main?.inputs.region || value === main?.outputs.name) return true;
  if (type === 'AWS::Config::DeliveryChannel') return value === 'true';
  if (type === 'AWS::S3::Bucket') return value === '';
  // The mark of a file.
  if (type === 'Trailkeeper::S3::Object') return value === 'true' || value.endsWith('agent.cjs');
  return type === 'AWS::Lambda::Function' && (OF_FUNCTIONS.has(value) || /^(sst-asset-|assets\/)/.test(value));
}
