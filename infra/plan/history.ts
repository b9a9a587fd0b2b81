import type { Resource } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { lockedBucket } from './bucket.ts';

/** The bucket of what is kept for long: the configuration history, partitioned, and reports. */
export const history = ({ homeRegion: region, retention }: Settings): Resource[] =>
  lockedBucket('HistoryBucket', { name: 'trailkeeper-history', region, expires: retention.history });
