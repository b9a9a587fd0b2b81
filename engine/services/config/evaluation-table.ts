import type { StatementSync } from 'node:sqlite';
import type { Store } from '../../store/index.ts';

export type ComplianceType = 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE' | 'INSUFFICIENT_DATA';

/** A rule's verdict on a resource. */
export interface EvaluationRecord {
  readonly rule: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly compliance: ComplianceType;
  readonly annotation: string | undefined;
  /** ms since 1970: of the item judged, of the verdict's arrival, of the rule's invocation. */
  readonly orderedAt: number;
  readonly recordedAt: number;
  readonly invokedAt: number;
}

/** The last verdict of each rule on each resource. Written within a write of whoever decides: a savepoint each would cost more than the verdict. */
export class EvaluationTable {
  readonly #put: StatementSync;
  readonly #get: StatementSync;
  readonly #delete: StatementSync;
  readonly #deleteRule: StatementSync;
  readonly #ofRule: StatementSync;
  readonly #ofResource: StatementSync;
  readonly #all: StatementSync;

  constructor(store: Store) {
    const { db } = store;
    db.exec(`CREATE TABLE IF NOT EXISTS config_evaluations (
      scope TEXT NOT NULL, rule TEXT NOT NULL, type TEXT NOT NULL, resource TEXT NOT NULL, compliance TEXT NOT NULL,
      annotation TEXT, ordered_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL, invoked_at INTEGER NOT NULL,
      PRIMARY KEY (scope, rule, type, resource)) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS config_evaluations_of_resource ON config_evaluations (scope, type, resource)`);
    const select = 'SELECT * FROM config_evaluations WHERE scope = ?';
    // Not a replacement: that would write the index anew each time.
    this.#put = db.prepare(`INSERT INTO config_evaluations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
      compliance = excluded.compliance, annotation = excluded.annotation, ordered_at = excluded.ordered_at,
      recorded_at = excluded.recorded_at, invoked_at = excluded.invoked_at`);
    this.#get = db.prepare(`${select} AND rule = ? AND type = ? AND resource = ?`);
    this.#delete = db.prepare(
      'DELETE FROM config_evaluations WHERE scope = ? AND rule = ? AND type = ? AND resource = ?',
    );
    this.#deleteRule = db.prepare('DELETE FROM config_evaluations WHERE scope = ? AND rule = ?');
    this.#ofRule = db.prepare(`${select} AND rule = ? ORDER BY type, resource`);
    this.#ofResource = db.prepare(`${select} AND type = ? AND resource = ? ORDER BY rule`);
    this.#all = db.prepare(`${select} ORDER BY type, resource, rule`);
  }

  put(scope: string, record: EvaluationRecord): void {
    const { rule, resourceType, resourceId, compliance, annotation, orderedAt, recordedAt, invokedAt } = record;
    this.#put.run(
      scope,
      rule,
      resourceType,
      resourceId,
      compliance,
      annotation ?? null,
      orderedAt,
      recordedAt,
      invokedAt,
    );
  }

  get(scope: string, rule: string, type: string, id: string): EvaluationRecord | undefined {
    const row = this.#get.get(scope, rule, type, id);
    return row && recordOf(row);
  }

  delete(scope: string, rule: string, type: string, id: string): void {
    this.#delete.run(scope, rule, type, id);
  }

  deleteRule(scope: string, rule: string): void {
    this.#deleteRule.run(scope, rule);
  }

  ofRule(scope: string, rule: string): EvaluationRecord[] {
    return this.#ofRule.all(scope, rule).map(recordOf);
  }

  ofResource(scope: string, type: string, id: string): EvaluationRecord[] {
    return this.#ofResource.all(scope, type, id).map(recordOf);
  }

  all(scope: string): EvaluationRecord[] {
    return this.#all.all(scope).map(recordOf);
  }
}

const recordOf = (row: Record<string, unknown>): EvaluationRecord => ({
  rule: String(row.rule),
  resourceType: String(row.type),
  resourceId: String(row.resource),
  compliance: String(row.compliance) as ComplianceType,
  annotation: row.annotation === null ? undefined : String(row.annotation),
  orderedAt: Number(row.ordered_at),
  recordedAt: Number(row.recorded_at),
  invokedAt: Number(row.invoked_at),
});
