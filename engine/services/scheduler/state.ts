import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { EngineParts } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import { DEFAULT_GROUP, type Schedule, type ScheduleGroup } from './model.ts';

interface Place {
  readonly account: string;
  readonly region: string;
}

export class SchedulerState {
  readonly parts: EngineParts;
  /** Scope: account, region and group. */
  readonly schedules: Documents<Schedule>;
  readonly #groups: Documents<ScheduleGroup>;
  readonly #began: number;

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.#began = parts.clock.now();
    this.schedules = parts.store.documents<Schedule>('scheduler.schedules');
    this.#groups = parts.store.documents<ScheduleGroup>('scheduler.groups');
  }

  /** The groups of an account and region, the default one among them. */
  groups(place: Place): ScheduleGroup[] {
    const kept = this.#groups.list(scopeOf(place));
    if (kept.some(({ name }) => name === DEFAULT_GROUP)) return kept;
    const all = [
      ...kept,
      { name: DEFAULT_GROUP, arn: groupArn(place, DEFAULT_GROUP), tags: {}, createdAt: this.#began },
    ];
    return all.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  group(place: Place, name: string): ScheduleGroup {
    const found = this.groups(place).find((each) => each.name === name);
    if (!found) throw notFound(`Schedule group ${name} does not exist.`);
    return found;
  }

  putGroup(place: Place, group: ScheduleGroup): void {
    this.#groups.put(scopeOf(place), group.name, group);
  }

  deleteGroup(place: Place, name: string): void {
    this.#groups.delete(scopeOf(place), name);
  }

  schedule(place: Place, group: string, name: string): Schedule {
    const found = this.schedules.get(scopeOfGroup(place, group), name);
    if (!found) throw notFound(`Schedule ${name} does not exist.`);
    return found;
  }
}

export const scopeOfGroup = ({ account, region }: Place, group: string): string => `${account}/${region}/${group}`;

export const groupArn = ({ account, region }: Place, name: string): string =>
  `arn:aws:scheduler:${region}:${account}:schedule-group/${name}`;

export const notFound = (message: string): AwsError =>
  new AwsError('ResourceNotFoundException', message, { status: 404 });

export const conflict = (message: string): AwsError => new AwsError('ConflictException', message, { status: 409 });

export const invalid = (message: string): AwsError => new AwsError('ValidationException', message);
