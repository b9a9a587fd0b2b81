import type { StatementSync } from 'node:sqlite';
import type { Window } from '../../../core/alarm/index.ts';
import {
  type Datum,
  type Distribution,
  type MetricIdentity,
  mergeAll,
  metricKey,
  metricOfKey,
} from '../../../core/metric/index.ts';
import type { Store } from '../../store/index.ts';
import { pack, unpack } from './packing.ts';
import { Recent } from './recent.ts';

/**
 * Samples one metric received under one unit in the second or minute that begins at `at` (ms since 1970): all of them, or, as they are
 * stored, those of one put.
 */
export interface Point {
  readonly at: number;
  readonly unit: string;
  readonly samples: Distribution;
}

/** One metric of one account and region. */
export interface Series {
  readonly id: number;
  readonly scope: string;
  readonly key: string;
  readonly metric: MetricIdentity;
  /** When a datapoint was last put. */
  activeAt: number;
  /** Time of the latest datapoint; it may lie in the future. */
  latest: number;
  /** Kept only while an alarm looks at the metric. */
  recent: Recent | undefined;
  /** How far back alarms look, in milliseconds. */
  span: number;
  /** The point written last, and how many rows it has. */
  written: { readonly point: string; rows: number };
  /** All its datapoints are expired: there is no such metric any more. */
  forgotten: boolean;
}

/** So many rows of one point are made one. */
const mostRows = 64;

/** How stale the stored `activeAt` may be: ListMetrics needs it to some hours, and every put would rewrite it. */
const activeStep = 600_000;

/**
 * Metrics and their datapoints. A put adds rows and reads none: what belongs together is added up when it is read, and made one row when
 * it has become many. What alarms look at is kept in memory beside the table.
 */
export class MetricStore {
  readonly #store: Store;
  readonly #scopes = new Map<string, Map<string, Series>>();
  readonly #addSeries: StatementSync;
  readonly #touch: StatementSync;
  readonly #rows: StatementSync;
  readonly #insert: StatementSync;
  readonly #range: StatementSync;
  readonly #finer: StatementSync;
  readonly #drop: StatementSync;
  readonly #forget: StatementSync;

  constructor(store: Store) {
    this.#store = store;
    const { db } = store;
    db.exec(`CREATE TABLE IF NOT EXISTS metric_series (id INTEGER PRIMARY KEY, scope TEXT NOT NULL, key TEXT NOT NULL,
        active INTEGER NOT NULL, UNIQUE (scope, key));
      CREATE TABLE IF NOT EXISTS metric_points (series INTEGER, at INTEGER, row INTEGER, unit TEXT, count REAL, sum REAL,
        min REAL, max REAL, vals TEXT, PRIMARY KEY (series, at, row)) WITHOUT ROWID`);
    this.#addSeries = db.prepare('INSERT INTO metric_series (scope, key, active) VALUES (?, ?, ?)');
    this.#touch = db.prepare('UPDATE metric_series SET active = ? WHERE id = ?');
    this.#rows = db.prepare('SELECT MAX(row) AS last FROM metric_points WHERE series = ? AND at = ?');
    this.#insert = db.prepare('INSERT INTO metric_points VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#range = db.prepare('SELECT * FROM metric_points WHERE series = ? AND at >= ? AND at < ? ORDER BY at, row');
    this.#finer = db.prepare(
      'SELECT 1 FROM metric_points WHERE series = ? AND at >= ? AND at < ? AND (at % ? <> 0 OR row > 1) LIMIT 1',
    );
    this.#drop = db.prepare('DELETE FROM metric_points WHERE series = ? AND at >= ? AND at < ?');
    this.#forget = db.prepare('DELETE FROM metric_series WHERE id = ?');
    this.#load();
  }

  /** Every metric of an account and region, in the order of their keys. */
  list(scope: string): Series[] {
    return [...(this.#scopes.get(scope)?.values() ?? [])].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  *all(): Generator<Series> {
    for (const scope of this.#scopes.values()) yield* scope.values();
  }

  find(scope: string, metric: MetricIdentity): Series | undefined {
    return this.#scopes.get(scope)?.get(metricKey(metric));
  }

  byKey(scope: string, key: string): Series | undefined {
    return this.#scopes.get(scope)?.get(key);
  }

  /** Adds datapoints. @returns the metrics that got any */
  put(scope: string, data: readonly Datum[], now: number): Series[] {
    return this.#store.write(() => {
      const touched = new Map<Series, Map<string, Datum[]>>();
      for (const datum of data) {
        const series = this.#seriesOf(scope, datum, now);
        const points = touched.get(series) ?? new Map<string, Datum[]>();
        touched.set(series, points);
        const point = `${datum.at} ${datum.unit}`;
        const together = points.get(point);
        if (together) together.push(datum);
        else points.set(point, [datum]);
      }
      for (const [series, points] of touched) this.#add(series, points.values(), now);
      return [...touched.keys()];
    });
  }

  /** Datapoints in `[from, to)`, oldest first, as they are stored: several may be of the same time and unit. */
  points(series: Series, from: number, to: number, withValues = true): Point[] {
    const rows = this.#range.all(series.id, Math.ceil(from / 1000), Math.ceil(to / 1000));
    return rows.map((row) => ({ at: Number(row.at) * 1000, unit: String(row.unit), samples: unpack(row, withValues) }));
  }

  /** Whether any datapoint in `[from, to)` is finer than so many seconds, or lies in several rows. */
  hasFiner(series: Series, from: number, to: number, resolution: number): boolean {
    return this.#finer.get(series.id, from / 1000, to / 1000, resolution) !== undefined;
  }

  /**
   * The datapoints alarms look at, out of memory.
   * @param windows the periods wanted, oldest first
   * @param span how far back the alarm that asks ever looks, in milliseconds; what no alarm needs any more is let go
   * @param withValues whether it needs the single values
   */
  recent(series: Series, windows: readonly Window[], span: number, withValues: boolean): Recent {
    const [from, end] = [windows[0]?.start ?? 0, windows.at(-1)?.end ?? 0];
    series.span = Math.max(series.span, span);
    const { recent } = series;
    if (recent === undefined || recent.from > from || (withValues && !recent.withValues)) {
      const keep = withValues || recent?.withValues === true;
      const since = Math.min(from, recent?.from ?? from);
      series.recent = new Recent(since, this.points(series, since, Number.MAX_SAFE_INTEGER, keep), keep);
    }
    const known = series.recent as Recent;
    // Seldom, and much at a time.
    if (end - known.from > 2 * series.span) known.prune(end - series.span);
    return known;
  }

  /** Puts coarser datapoints in the place of those in `[from, to)`. */
  replace(series: Series, from: number, to: number, points: readonly Point[]): void {
    this.#store.write(() => {
      this.#drop.run(series.id, from / 1000, to / 1000);
      series.written = unwritten;
      for (const point of points) this.#save(series, point);
      series.recent = undefined;
    });
  }

  /** Forgets a metric all of whose datapoints are expired. */
  forget(series: Series): void {
    this.#store.write(() => {
      this.#forget.run(series.id);
      this.#scopes.get(series.scope)?.delete(series.key);
      series.forgotten = true;
      this.#store.onUndo(() => {
        series.forgotten = false;
        this.#remember(series);
      });
    });
  }

  #load(): void {
    const rows = this.#store.db
      .prepare('SELECT s.*, (SELECT MAX(at) FROM metric_points p WHERE p.series = s.id) AS latest FROM metric_series s')
      .iterate();
    for (const row of rows) {
      this.#remember({
        id: Number(row.id),
        scope: String(row.scope),
        key: String(row.key),
        metric: metricOfKey(String(row.key)),
        activeAt: Number(row.active),
        latest: Number(row.latest ?? 0) * 1000,
        recent: undefined,
        span: 0,
        written: unwritten,
        forgotten: false,
      });
    }
  }

  #remember(series: Series): void {
    const scope = this.#scopes.get(series.scope) ?? new Map<string, Series>();
    scope.set(series.key, series);
    this.#scopes.set(series.scope, scope);
  }

  #seriesOf(scope: string, metric: MetricIdentity, now: number): Series {
    const key = metricKey(metric);
    const known = this.#scopes.get(scope)?.get(key);
    if (known) return known;
    const { lastInsertRowid } = this.#addSeries.run(scope, key, now);
    const id = Number(lastInsertRowid);
    const series = {
      id,
      scope,
      key,
      metric: metricOfKey(key),
      activeAt: now,
      latest: 0,
      recent: undefined,
      span: 0,
      written: unwritten,
      forgotten: false,
    };
    this.#remember(series);
    this.#store.onUndo(() => {
      series.forgotten = true;
      this.#scopes.get(scope)?.delete(key);
    });
    return series;
  }

  #add(series: Series, points: Iterable<Datum[]>, now: number): void {
    const { latest, activeAt } = series;
    this.#store.onUndo(() => {
      series.recent = undefined;
      series.written = unwritten;
      series.latest = latest;
      series.activeAt = activeAt;
    });
    if (now - activeAt >= activeStep) this.#touch.run(now, series.id);
    series.activeAt = now;
    for (const data of points) {
      const [{ at, unit }] = data as [Datum];
      const point = { at, unit, samples: mergeAll(data.map(({ samples }) => samples)) as Distribution };
      this.#save(series, point);
      series.recent?.add(point);
      if (series.written.rows >= mostRows) this.#makeOne(series, at);
      series.latest = Math.max(series.latest, at);
    }
  }

  #save(series: Series, { at, unit, samples }: Point): void {
    const point = `${at}`;
    if (series.written.point !== point) {
      const rows = at > series.latest ? 0 : Number(this.#rows.get(series.id, at / 1000)?.last ?? 0);
      series.written = { point, rows };
    }
    const row = ++series.written.rows;
    const { count, sum, min, max } = samples;
    this.#insert.run(series.id, at / 1000, row, unit, count, sum, min, max, pack(samples));
  }

  /** Puts one row per unit in the place of all rows of a moment. */
  #makeOne(series: Series, at: number): void {
    const points = this.points(series, at, at + 1000);
    this.#drop.run(series.id, at / 1000, at / 1000 + 1);
    series.written = { point: `${at}`, rows: 0 };
    for (const [unit, ofUnit] of Map.groupBy(points, (each) => each.unit)) {
      this.#save(series, { at, unit, samples: mergeAll(ofUnit.map(({ samples }) => samples)) as Distribution });
    }
  }
}

const unwritten = { point: '', rows: 0 };
