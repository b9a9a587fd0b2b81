/**
 * 100,000 configuration items of 20,000 resources taken in and judged by every managed rule, on one simulated clock and a database in
 * memory; an advanced query over them beside SQLite's own `json_extract` over the same table; the 99th percentile of a look-up of one
 * resource's history.
 *
 * node --expose-gc test/bench/config.bench.ts
 */
import type { ConfigurationItem } from '../../core/configuration-item/index.ts';
import { normaliseItem } from '../../core/configuration-item/index.ts';
import { managedRules } from '../../core/managed-rules/index.ts';
import { EngineClock } from '../../engine/clock.ts';
import { createDeliveries } from '../../engine/deliveries/index.ts';
import { stderrLog } from '../../engine/log.ts';
import type { Operation } from '../../engine/service.ts';
import { config } from '../../engine/services/config/index.ts';
import { Store } from '../../engine/store/index.ts';

const RESOURCES = 20_000;
const VERSIONS = 5;
const LOOKUPS = 2000;
const QUERIES = 11;
const ACCOUNT = '123456789012';
const REGION = 'us-east-1';

const clock = new EngineClock(Date.UTC(2026, 10, 21), (error) => stderrLog.error('a timer failed', error));
const store = new Store({ folder: undefined, durability: 'normal' });
const service = config.create({
  settings: {
    account: ACCOUNT,
    region: REGION,
    dataFolder: undefined,
    durability: 'normal',
    smtp: undefined,
    actionEndpoints: {},
    confirmedAddresses: [],
    url: () => '',
  },
  store,
  clock,
  deliveries: createDeliveries({ store, clock, log: stderrLog }),
  log: stderrLog,
});

const call = (operation: string, input: object): unknown =>
  (service.operations[operation] as Operation<object>)({
    input,
    account: ACCOUNT,
    region: REGION,
    caller: { accountId: ACCOUNT, accessKeyId: 'a', arn: '', userId: '' },
    requestId: 'r',
    sourceIp: '',
    userAgent: '',
    endpoint: '',
    hungUp: new AbortController().signal,
  });

/** Buckets, instances, volumes, groups and users in turn, each version another than the one before. */
function itemOf(resource: number, version: number): ConfigurationItem {
  const kinds: readonly [string, object][] = [
    ['AWS::S3::Bucket', { name: `b${resource}`, version }],
    [
      'AWS::EC2::Instance',
      {
        instanceType: 't3.small',
        vpcId: 'vpc-1',
        metadataOptions: { httpTokens: version % 2 ? 'required' : 'optional' },
      },
    ],
    ['AWS::EC2::Volume', { encrypted: version % 2 === 0, size: resource % 100 }],
    [
      'AWS::EC2::SecurityGroup',
      {
        groupName: 'web',
        ipPermissions: [
          { ipProtocol: 'tcp', fromPort: version, toPort: version, ipv4Ranges: [{ cidrIp: '10.0.0.0/8' }] },
        ],
      },
    ],
    ['AWS::IAM::User', { userName: `u${resource}`, groupList: [`g${version}`] }],
  ];
  const [resourceType, configuration] = kinds[resource % kinds.length]!;
  return normaliseItem({
    configurationItemCaptureTime: new Date(Date.UTC(2026, 0, 1 + version)).toISOString(),
    awsAccountId: ACCOUNT,
    awsRegion: REGION,
    resourceType,
    resourceId: `r-${resource}`,
    tags: { team: `t${resource % 10}` },
    configuration: JSON.parse(JSON.stringify(configuration)),
  });
}

const timed = (work: () => void): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

call('PutConfigurationRecorder', { ConfigurationRecorder: { name: 'default', roleARN: 'r' } });
call('PutDeliveryChannel', { DeliveryChannel: { name: 'default', s3BucketName: 'b' } });
call('StartConfigurationRecorder', { ConfigurationRecorderName: 'default' });
for (const { id, parameters = {} } of managedRules) {
  const required = Object.entries(parameters).filter(([, type]) => type.isRequired);
  const InputParameters = JSON.stringify(
    Object.fromEntries(required.map(([name, type]) => [name, type.default ?? 'x'])),
  );
  call('PutConfigRule', {
    ConfigRule: { ConfigRuleName: id, Source: { Owner: 'AWS', SourceIdentifier: id }, InputParameters },
  });
}

globalThis.gc?.();
const before = process.memoryUsage().rss;
const start = performance.now();
for (let version = 0; version < VERSIONS; version++) {
  for (let resource = 0; resource < RESOURCES; resource++) {
    service.ports.record(itemOf(resource, version));
    // As many as come in one turn of the event loop are committed together.
    if (resource % 100 === 99) await store.committed();
  }
}
const taken = performance.now() - start;
const items = RESOURCES * VERSIONS;
const megabytes = Math.round((process.memoryUsage().rss - before) / 1e6);
console.log(
  `${items.toLocaleString('en')} items by ${managedRules.length} rules: ${Math.round(items / (taken / 1000)).toLocaleString('en')} items/s, ${megabytes} MB more (the database included)`,
);

const Expression = "SELECT resourceId WHERE resourceType = 'AWS::EC2::Volume' AND configuration.size > 90";
const direct = store.db.prepare(
  `SELECT r.resource FROM config_resources r JOIN config_items i ON i.id = r.item
   WHERE r.scope = ? AND r.type = 'AWS::EC2::Volume' AND json_extract(i.body, '$.configuration.size') > 90`,
);
const rows = direct.all(`${ACCOUNT}/${REGION}`).length;
const ask = () => timed(() => call('SelectResourceConfig', { Expression, Limit: 100 }));
const peer = () => timed(() => direct.all(`${ACCOUNT}/${REGION}`));
const middle = (run: () => number) => Array.from({ length: QUERIES }, run).sort((a, b) => a - b)[QUERIES >> 1] ?? 0;
const [first, sqlite, ours] = [ask(), middle(peer), middle(ask)];
console.log(
  `a query finding ${rows} of 20,000: ${ours.toFixed(1)} ms, json_extract ${sqlite.toFixed(1)} ms: ${(ours / sqlite).toFixed(2)} times as long; the first about a type, which reads it: ${first.toFixed(1)} ms, ${(first / sqlite).toFixed(1)} times`,
);

const times = Array.from({ length: LOOKUPS }, (_, n) => {
  const resource = (n * 7919) % RESOURCES;
  const { resourceType, resourceId } = itemOf(resource, 0);
  return timed(() => call('GetResourceConfigHistory', { resourceType, resourceId }));
}).sort((a, b) => a - b);
console.log(
  `history look-up: p50 ${times[LOOKUPS / 2]?.toFixed(3)} ms, p99 ${times[Math.floor(LOOKUPS * 0.99)]?.toFixed(3)} ms`,
);
clock.stop();
store.close();
