import type { Resource, Value } from '../resource.ts';
import type { PriceName } from './prices.ts';
import { assumed, type Volumes } from './volumes.ts';

/** How much of something a plan uses in a month. */
export interface Quantity {
  readonly price: PriceName;
  /** What for: `the trail's records`. */
  readonly what: string;
  readonly quantity: number;
}

const GB = 1e9;
const DAYS = 365 / 12;

/** What a plan uses of everything that has a price, for given volumes, once what is kept has grown to its full size. */
export function quantitiesOf(resources: readonly Resource[], volumes: Volumes): Quantity[] {
  const plan = new Planned(resources);
  return [
    ...trailQuantities(plan, volumes),
    ...configQuantities(plan, volumes),
    ...watchQuantities(plan),
    ...busQuantities(plan, volumes),
    ...functionQuantities(plan, volumes),
    ...messageQuantities(plan, volumes),
    { price: 'key', what: 'keys of one’s own', quantity: plan.count('AWS::KMS::Key') },
  ];
}

/** A plan, by what is asked of it. */
class Planned {
  readonly #resources: readonly Resource[];

  constructor(resources: readonly Resource[]) {
    this.#resources = resources;
  }

  all(type: string): readonly Resource[] {
    return this.#resources.filter((each) => each.type === type);
  }

  count(type: string): number {
    return this.all(type).length;
  }

  has(bundle: string): boolean {
    return this.#resources.some((each) => each.bundle === bundle);
  }

  property(id: string, name: string): Value | undefined {
    return this.#resources.find((each) => each.id === id)?.properties[name];
  }

  /** The home region, where functions are. */
  get home(): string | undefined {
    return this.all('AWS::Lambda::Function')[0]?.region;
  }
}

function trailQuantities(plan: Planned, { events, logGb, otherTrail }: Volumes): Quantity[] {
  const days = Number(plan.property('TrailLogGroup', 'RetentionInDays') ?? 0);
  // A log group that is there already is paid for already.
  const ownGroup = plan.property('TrailLogGroup', 'LogGroupName') === undefined ? 0 : 1;
  const ownTrail = plan.count('AWS::CloudTrail::Trail');
  const fileGb = ((events * assumed.recordBytes) / GB) * assumed.compressed * ownTrail;
  return [
    { price: 'trailCopy', what: 'a second trail', quantity: otherTrail ? events * ownTrail : 0 },
    { price: 'logIngestion', what: 'the trail’s records', quantity: logGb * ownGroup },
    { price: 'logStorage', what: `the trail’s records, ${days} days`, quantity: (logGb * ownGroup * days) / DAYS },
    { price: 'objectPut', what: 'the trail’s files', quantity: assumed.trailObjects * ownTrail },
    { price: 'objectStorage', what: 'the trail’s files, of one year', quantity: fileGb * 12 },
    {
      price: 'keyRequest',
      what: 'the trail’s files',
      quantity: assumed.trailObjects * ownTrail * plan.count('AWS::KMS::Key'),
    },
  ];
}

function configQuantities(plan: Planned, { items, evaluations }: Volumes): Quantity[] {
  const recorders = plan.all('AWS::Config::ConfigurationRecorder');
  const [recorder] = recorders;
  if (!recorder) return [];
  const mode = recorder.properties.RecordingMode as { RecordingFrequency?: string } | undefined;
  const rules = plan.count('AWS::Config::ConfigRule') + plan.count('AWS::Config::ConformancePack');
  return [
    {
      price: mode?.RecordingFrequency === 'DAILY' ? 'configItemDaily' : 'configItem',
      what: 'configuration items',
      quantity: items,
    },
    { price: 'configEvaluation', what: `${rules} rules and packs`, quantity: rules === 0 ? 0 : evaluations },
  ];
}

/** Alarms and metrics: a filter's metric is paid for while it has values, at most for the whole month. */
function watchQuantities(plan: Planned): Quantity[] {
  const audit = plan.has('audit-logs') ? assumed.auditMetrics : 0;
  return [
    { price: 'alarm', what: 'alarms', quantity: plan.count('AWS::CloudWatch::Alarm') },
    { price: 'compositeAlarm', what: 'composite alarms', quantity: plan.count('AWS::CloudWatch::CompositeAlarm') },
    { price: 'metric', what: 'metrics of filters and audit', quantity: plan.count('AWS::Logs::MetricFilter') + audit },
    { price: 'dashboard', what: 'dashboards', quantity: plan.count('AWS::CloudWatch::Dashboard') },
  ];
}

function busQuantities(plan: Planned, { events, messages }: Volumes): Quantity[] {
  const { home } = plan;
  const isForwarding = home !== undefined && plan.all('AWS::Events::Rule').some(({ region }) => region !== home);
  const archives = plan.all('AWS::Events::Archive');
  const archived = (events * (1 - assumed.readShare) * assumed.recordBytes * archives.length) / GB;
  const days = Number(archives[0]?.properties.RetentionDays ?? 0);
  return [
    {
      price: 'forwardedEvent',
      what: 'other regions’ events',
      quantity: isForwarding ? events * assumed.forwardedShare : 0,
    },
    { price: 'archiving', what: 'events to be replayed', quantity: archived },
    { price: 'archiveStorage', what: `events to be replayed, ${days} days`, quantity: (archived * days) / DAYS },
    { price: 'schedule', what: 'digests and reports', quantity: messages },
  ];
}

function functionQuantities(plan: Planned, volumes: Volumes): Quantity[] {
  const { events, items, messages } = volumes;
  const batches = plan.has('audit-logs') ? events / assumed.recordsPerBatch : 0;
  const forwarded = plan.has('forward') ? events / assumed.recordsPerBatch : 0;
  const judged = volumes.evaluations * customShare(plan);
  const kept = plan.has('config-history') ? items : 0;
  const invocations = batches + forwarded + judged + kept + 2 * messages;
  const memoryGb =
    Math.max(0, ...plan.all('AWS::Lambda::Function').map(({ properties }) => Number(properties.MemorySize))) / 1024;
  const auditGb = plan.has('audit-logs') ? (events * assumed.auditShare * assumed.auditBytes) / GB : 0;
  return [
    { price: 'invocation', what: 'functions', quantity: invocations },
    { price: 'duration', what: 'functions', quantity: invocations * assumed.seconds * memoryGb },
    { price: 'logIngestion', what: 'functions’ own logs', quantity: (invocations * assumed.logBytes) / GB },
    { price: 'logIngestion', what: 'audit events', quantity: auditGb },
    {
      price: 'tableWrite',
      what: 'what was told, and incidents',
      quantity: messages * assumed.writesPerMessage + batches * 2,
    },
    { price: 'objectPut', what: 'configuration history', quantity: kept },
  ];
}

/** Of Config's evaluations, those a function of one's own makes. */
function customShare(plan: Planned): number {
  const rules = plan.all('AWS::Config::ConfigRule');
  const custom = rules.filter(({ properties }) => JSON.stringify(properties.Source).includes('CUSTOM_LAMBDA'));
  return rules.length === 0 ? 0 : custom.length / rules.length;
}

function messageQuantities(plan: Planned, { messages }: Volumes): Quantity[] {
  const to = (protocol: string) =>
    plan.all('AWS::SNS::Subscription').filter(({ properties }) => properties.Protocol === protocol).length;
  return [
    { price: 'publish', what: 'messages', quantity: messages },
    { price: 'mail', what: 'mails', quantity: messages * to('email') },
    { price: 'webhook', what: 'webhooks', quantity: messages * to('https') },
    { price: 'keyRequest', what: 'messages', quantity: 2 * messages * plan.count('AWS::KMS::Key') },
  ];
}
