import type { CloudTrailRecord } from '../core/cloudtrail/index.ts';
import { makeCast } from './cast.ts';
import { type HostDatum, hostMetrics } from './host-metrics.ts';
import { intrusion } from './intrusion.ts';
import { type ConfigurationItem, configurationItems } from './items.ts';
import { Journal } from './journal.ts';
import { consoleSessions } from './ordinary/console.ts';
import { deploys } from './ordinary/deploys.ts';
import { developerSessions } from './ordinary/developers.ts';
import { machines } from './ordinary/machines.ts';
import { Random } from './random.ts';
import { day, seoulDays } from './time.ts';

export interface WeekOptions {
  /** The same seed and end give the same bytes. */
  readonly seed: string | number;
  /** When the week ends, milliseconds since 1970; the intrusion lies in its last hours. */
  readonly end: number;
  /** 12 digits; 123456789012 without it. */
  readonly account?: string;
  /** The home region; us-east-1 without it. */
  readonly region?: string;
}

export interface Week {
  /** By eventTime, then by eventID; a few thousand. */
  readonly records: readonly CloudTrailRecord[];
  /** Configuration items of what the records touch, in the order of their capture. */
  readonly items: readonly ConfigurationItem[];
  /** What EC2 measures of the instances, in batches of an hour. */
  readonly metrics: readonly (readonly HostDatum[])[];
}

/**
 * A week in the account of a made-up shop in Seoul: people at work in office hours, deploys, scaling, AWS services on their rounds, and an
 * intrusion in the last hours. All names are invented, all addresses from the ranges reserved for documentation.
 */
export function generateWeek({ seed, end, account = '123456789012', region = 'us-east-1' }: WeekOptions): Week {
  const random = new Random(String(seed));
  const cast = makeCast(random.fork('cast'), account, region);
  const journal = new Journal(cast);
  const wholeEnd = Math.floor(end / 1000) * 1000;
  const begin = wholeEnd - 7 * day;
  const days = [...seoulDays(begin, wholeEnd)];
  consoleSessions(journal, random.fork('console'), days);
  developerSessions(journal, random.fork('developers'), days);
  deploys(journal, random.fork('deploys'), days);
  machines(journal, random.fork('machines'), begin, wholeEnd);
  const attack = new Journal(cast);
  const blackout = intrusion(attack, random.fork('intrusion'), wholeEnd);
  const isRecorded = ({ eventTime }: CloudTrailRecord) => {
    const time = Date.parse(eventTime);
    return time >= begin && time <= wholeEnd && (time <= blackout.from || time >= blackout.to);
  };
  const records = [...journal.records.filter(isRecorded), ...attack.records].sort(byTimeThenId);
  return {
    records,
    items: configurationItems(cast, random.fork('items'), begin, attack.records),
    metrics: hostMetrics(cast, random.fork('host metrics'), begin, wholeEnd),
  };
}

const byTimeThenId = (a: CloudTrailRecord, b: CloudTrailRecord) => {
  const [left, right] = [a.eventTime + a.eventID, b.eventTime + b.eventID];
  return left < right ? -1 : left > right ? 1 : 0;
};
