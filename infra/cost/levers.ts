import type { Resource } from '../resource.ts';
import { assumed, type Volumes } from './volumes.ts';

/** What a plan is priced by. */
export interface Priced {
  readonly resources: readonly Resource[];
  readonly volumes: Volumes;
}

/** Something to do about the cost. */
export interface Lever {
  readonly id: string;
  readonly what: string;
  /** What is given up for it. */
  readonly loses: string;
  /** The plan and volumes with it; undefined where it does not apply. */
  readonly pulled: (priced: Priced) => Priced | undefined;
}

const SHORTER = 90;

const without = ({ resources, volumes }: Priced, is: (resource: Resource) => boolean): Priced | undefined =>
  resources.some(is) ? { resources: resources.filter((each) => !is(each)), volumes } : undefined;

const hasType = ({ resources }: Priced, type: string): boolean => resources.some((each) => each.type === type);

export const levers: readonly Lever[] = [
  {
    id: 'write-only-trail',
    what: 'record calls that change something, not those that only read',
    loses: 'alarms and alerts on denied or unusual reads, and reads from the record altogether',
    pulled: (priced) => {
      if (!hasType(priced, 'AWS::CloudTrail::Trail')) return undefined;
      const { events, logGb } = priced.volumes;
      const kept = 1 - assumed.readShare;
      return { ...priced, volumes: { ...priced.volumes, events: events * kept, logGb: logGb * kept } };
    },
  },
  {
    id: 'shorter-log-group',
    what: `keep the trail’s log group ${SHORTER} days; the files in S3 stay`,
    loses: `queries and searches of what is older than ${SHORTER} days`,
    pulled: ({ resources, volumes }) => {
      const isLong = ({ id, properties }: Resource) =>
        id === 'TrailLogGroup' && Number(properties.RetentionInDays) > SHORTER;
      if (!resources.some(isLong)) return undefined;
      const shorter = resources.map((each) =>
        isLong(each) ? { ...each, properties: { ...each.properties, RetentionInDays: SHORTER } } : each,
      );
      return { resources: shorter, volumes };
    },
  },
  {
    id: 'fewer-resource-types',
    what: 'leave out of recording the types that change most (network interfaces come and go with functions and containers), a quarter of all items',
    loses: 'their history, and verdicts on them',
    pulled: (priced) => {
      if (!hasType(priced, 'AWS::Config::ConfigurationRecorder')) return undefined;
      const { items, evaluations } = priced.volumes;
      return { ...priced, volumes: { ...priced.volumes, items: items * 0.75, evaluations: evaluations * 0.75 } };
    },
  },
  {
    id: 'fewer-evaluations',
    what: 'evaluate half as often: leave out rules nobody acts on, run periodic ones once a day',
    loses: 'those rules’ verdicts, or their haste',
    pulled: (priced) =>
      hasType(priced, 'AWS::Config::ConfigRule')
        ? { ...priced, volumes: { ...priced.volumes, evaluations: priced.volumes.evaluations / 2 } }
        : undefined,
  },
  {
    id: 'no-audit-events',
    what: 'do without audit events and their metrics',
    loses: 'audit events, and alerts on calls that only read',
    pulled: (priced) => without(priced, ({ bundle }) => bundle === 'audit-logs'),
  },
  {
    id: 'one-trail',
    what: 'use the trail that is there already (`trail: { logGroup }`)',
    loses: 'nothing, where its log group has all regions’ events',
    pulled: ({ resources, volumes }) =>
      volumes.otherTrail ? { resources, volumes: { ...volumes, otherTrail: false } } : undefined,
  },
  {
    id: 'no-dashboard',
    what: 'do without the dashboard',
    loses: 'the dashboard',
    pulled: (priced) => without(priced, ({ type }) => type === 'AWS::CloudWatch::Dashboard'),
  },
  {
    id: 'no-own-key',
    what: 'do without a KMS key of one’s own',
    loses: 'control of who may read',
    pulled: (priced) => without(priced, ({ type }) => type === 'AWS::KMS::Key'),
  },
];
