import type { StatementSync } from 'node:sqlite';
import { type ConfigurationItem, type ItemRelationship, isDeleted } from '../../../core/configuration-item/index.ts';
import type { Store } from '../../store/index.ts';

/** Which resource an item is about. */
export interface ResourceKey {
  readonly type: string;
  readonly id: string;
}

/**
 * Relationships as resources state them, looked up from either end: AWS's items name a relationship at both. A VPC does not say which
 * subnets it has; the subnets do, and the VPC's item says so too.
 */
export class Relationships {
  readonly #add: StatementSync;
  readonly #drop: StatementSync;
  readonly #from: StatementSync;
  readonly #to: StatementSync;

  constructor({ db }: Store) {
    db.exec(`CREATE TABLE IF NOT EXISTS config_relationships (
      scope TEXT NOT NULL, type TEXT NOT NULL, resource TEXT NOT NULL, own_name TEXT, target_type TEXT NOT NULL, target TEXT NOT NULL,
      target_name TEXT, name TEXT NOT NULL, PRIMARY KEY (scope, type, resource, target_type, target, name)) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS config_relationships_to ON config_relationships (scope, target_type, target)`);
    this.#add = db.prepare('INSERT OR REPLACE INTO config_relationships VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    this.#drop = db.prepare('DELETE FROM config_relationships WHERE scope = ? AND type = ? AND resource = ?');
    this.#from = db.prepare(
      'SELECT target_type, target, target_name, name FROM config_relationships WHERE scope = ? AND type = ? AND resource = ?',
    );
    this.#to = db.prepare(
      `SELECT type, resource, own_name, name FROM config_relationships WHERE scope = ? AND target_type = ? AND target = ?
       ORDER BY type, resource, name`,
    );
  }

  /**
   * Notes what a resource states about others.
   * @returns those whose relationships are others than before
   */
  state(scope: string, item: ConfigurationItem): ResourceKey[] {
    const { resourceType: type, resourceId: id } = item;
    const before = this.stated(scope, { type, id });
    const now = isDeleted(item) ? [] : item.relationships;
    const known = new Set(before.map(textOf));
    const wanted = new Set(now.map(textOf));
    if (known.size === wanted.size && [...wanted].every((each) => known.has(each))) return [];
    this.#drop.run(scope, type, id);
    for (const each of now) {
      const { resourceType, resourceId, resourceName, name } = each;
      this.#add.run(scope, type, id, item.resourceName ?? null, resourceType, resourceId, resourceName ?? null, name);
    }
    const changed = [
      ...before.filter((each) => !wanted.has(textOf(each))),
      ...now.filter((each) => !known.has(textOf(each))),
    ];
    const keys = new Map(changed.map((each) => [`${each.resourceType}/${each.resourceId}`, each]));
    return [...keys.values()].map(({ resourceType, resourceId }) => ({ type: resourceType, id: resourceId }));
  }

  /** All of a resource's relationships: those it states, and of those that others state about it the other end. */
  of(scope: string, key: ResourceKey, stated = this.stated(scope, key)): ItemRelationship[] {
    const known = new Set(stated.map(({ resourceType, resourceId }) => `${resourceType}/${resourceId}`));
    const others = this.#to.all(scope, key.type, key.id).map((row): ItemRelationship => {
      const resourceType = String(row.type);
      return {
        resourceType,
        resourceId: String(row.resource),
        ...(row.own_name !== null && { resourceName: String(row.own_name) }),
        name: otherEnd(String(row.name), resourceType),
      };
    });
    return [...stated, ...others.filter(({ resourceType, resourceId }) => !known.has(`${resourceType}/${resourceId}`))];
  }

  /** What a resource states itself. */
  stated(scope: string, { type, id }: ResourceKey): ItemRelationship[] {
    return this.#from.all(scope, type, id).map((row) => ({
      resourceType: String(row.target_type),
      resourceId: String(row.target),
      ...(row.target_name !== null && { resourceName: String(row.target_name) }),
      name: String(row.name),
    }));
  }
}

const textOf = ({ resourceType, resourceId, name }: ItemRelationship): string =>
  `${resourceType}\n${resourceId}\n${name}`;

/** Types that relationships call otherwise than their last part. */
const LABELS: Readonly<Record<string, string>> = {
  'AWS::EC2::VPC': 'Vpc',
  'AWS::EC2::EIP': 'ElasticIp',
  'AWS::IAM::Policy': 'CustomerManagedPolicy',
};

/**
 * What the other resource calls a relationship: "Is contained in Vpc" of an instance is "Contains Instance" of the VPC.
 * @param type of the resource that stated it
 */
export function otherEnd(name: string, type: string): string {
  const label = LABELS[type] ?? type.split('::').at(-1) ?? type;
  if (name.startsWith('Is contained in ')) return `Contains ${label}`;
  if (name.startsWith('Contains ')) return `Is contained in ${label}`;
  return `${name.startsWith('Is attached to ') ? 'Is attached to' : 'Is associated with'} ${label}`;
}
