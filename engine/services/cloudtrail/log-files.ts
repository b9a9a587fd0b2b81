import { createHash, randomBytes } from 'node:crypto';
import type { StatementSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import type { Timer } from '../../clock.ts';
import { AwsError } from '../../errors.ts';
import { Signal } from '../../signal.ts';
import type { TrailRecords } from './deliver.ts';
import type { Trail } from './model.ts';
import type { CloudTrailState } from './state.ts';

/** An object for a trail's bucket. */
export interface TrailFile {
  readonly bucket: string;
  readonly key: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A log file that was put, as digests list it. Times are ms since 1970. */
export interface LogFile {
  readonly trail: Trail;
  readonly account: string;
  readonly region: string;
  readonly key: string;
  /** SHA-256 of the file before compression, hex */
  readonly hash: string;
  readonly oldest: number;
  readonly newest: number;
}

/** CloudTrail delivers "about every five minutes". */
const EVERY_MS = 5 * 60_000;
const MOST_RECORDS = 10_000;

export const fileHeaders = { ContentType: 'application/json', ContentEncoding: 'gzip' } as const;

/** Records waiting for a trail's bucket: every five minutes a file for each account and region, in AWS's layout. */
export class LogFiles {
  readonly file = new Signal<TrailFile>();
  /** Told within the write that puts a log file. */
  readonly delivered = new Signal<LogFile>();
  readonly #state: CloudTrailState;
  readonly #insert: StatementSync;
  readonly #groups: StatementSync;
  readonly #next: StatementSync;
  readonly #delete: StatementSync;
  #timer: Timer | undefined;

  constructor(state: CloudTrailState) {
    this.#state = state;
    const { db } = state.parts.store;
    db.exec(`CREATE TABLE IF NOT EXISTS cloudtrail_pending (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, trail TEXT NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL, record TEXT NOT NULL);
      CREATE INDEX IF NOT EXISTS cloudtrail_pending_by_trail ON cloudtrail_pending (trail, account, region, seq)`);
    this.#insert = db.prepare('INSERT INTO cloudtrail_pending (trail, account, region, record) VALUES (?, ?, ?, ?)');
    this.#groups = db.prepare('SELECT DISTINCT trail, account, region FROM cloudtrail_pending');
    this.#next = db.prepare(
      'SELECT seq, record FROM cloudtrail_pending WHERE trail = ? AND account = ? AND region = ? ORDER BY seq LIMIT ?',
    );
    this.#delete = db.prepare(
      'DELETE FROM cloudtrail_pending WHERE trail = ? AND account = ? AND region = ? AND seq <= ?',
    );
  }

  /** Takes records for a trail, within their write. */
  add({ trail, account, region, records }: TrailRecords): void {
    for (const record of records) this.#insert.run(trail.arn, account, region, record);
    this.#state.parts.store.afterCommit(() => this.#schedule());
  }

  start(): void {
    if (this.#groups.get()) this.#schedule();
  }

  #schedule(): void {
    const { clock } = this.#state.parts;
    this.#timer ??= clock.at(clock.now() + EVERY_MS, () => {
      this.#timer = undefined;
      for (const { trail, account, region } of this.#groups.all()) {
        this.#flush(String(trail), String(account), String(region));
      }
      if (this.#groups.get()) this.#schedule();
    });
  }

  #flush(trailArn: string, account: string, region: string): void {
    const { store } = this.#state.parts;
    const trail = this.#state.find({ account, region }, trailArn);
    if (!trail) {
      store.write(() => this.#delete.run(trailArn, account, region, Number.MAX_SAFE_INTEGER));
      return;
    }
    for (;;) {
      const rows = this.#next.all(trailArn, account, region, MOST_RECORDS);
      const last = rows.at(-1);
      if (!last) return;
      try {
        store.write(() => {
          this.#put(
            trail,
            account,
            region,
            rows.map(({ record }) => String(record)),
          );
          this.#delete.run(trailArn, account, region, Number(last.seq));
        });
        this.#state.fileFailures.delete(trail.arn);
      } catch (error) {
        // A bucket that is gone keeps them waiting, and GetTrailStatus tells of it.
        if (!(error instanceof AwsError)) throw error;
        this.#state.fileFailures.set(trail.arn, error.code);
        return;
      }
    }
  }

  #put(trail: Trail, account: string, region: string, records: readonly string[]): void {
    const { clock, deliveries } = this.#state.parts;
    const now = clock.now();
    const text = `{"Records":[${records.join(',')}]}`;
    const times = records.map((record) => Date.parse((JSON.parse(record) as { eventTime: string }).eventTime));
    const key = logKey(trail, account, region, now);
    this.file.tell({ bucket: trail.bucket, key, body: gzipSync(text), headers: fileHeaders });
    this.delivered.tell({
      trail,
      account,
      region,
      key,
      hash: createHash('sha256').update(text).digest('hex'),
      oldest: Math.min(...times),
      newest: Math.max(...times),
    });
    if (!trail.snsTopic) return;
    const topic = trail.snsTopic.startsWith('arn:')
      ? trail.snsTopic
      : `arn:aws:sns:${trail.homeRegion}:${trail.account}:${trail.snsTopic}`;
    deliveries.add({
      cause: key,
      via: trail.arn,
      kind: 'sns',
      target: topic,
      payload: JSON.stringify({ s3Bucket: trail.bucket, s3ObjectKey: [key] }),
      attributes: {},
      retry: 'sns-aws',
    });
  }
}

/** @see AWS CloudTrail User Guide, "CloudTrail log file examples": the file's name */
function logKey(trail: Trail, account: string, region: string, now: number): string {
  const iso = new Date(now).toISOString();
  const minute = `${iso.slice(0, 16).replace(/[-:]/g, '')}Z`;
  const unique = randomBytes(12).toString('base64').replace(/[+/]/g, '0').slice(0, 16);
  return `${folderOf(trail, account)}/CloudTrail/${region}/${iso.slice(0, 10).replaceAll('-', '/')}/${account}_CloudTrail_${region}_${minute}_${unique}.json.gz`;
}

/** `prefix/AWSLogs/123456789012` */
export const folderOf = ({ prefix }: Trail, account: string): string =>
  `${prefix ? `${prefix}/` : ''}AWSLogs/${account}`;
