import { randomBytes, randomUUID } from 'node:crypto';
import type { GetMaintenanceWindowTaskResult, MaintenanceWindowTarget } from '@aws-sdk/client-ssm';
import { scopeOf } from '../../../arn.ts';
import { AwsError } from '../../../errors.ts';
import type { EngineParts } from '../../../service.ts';
import type { Documents } from '../../../store/index.ts';
import type { Place } from '../state.ts';

/** A maintenance window as it is kept. Dates stay as they were written. */
export interface MaintenanceWindow extends Place {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly schedule: string;
  readonly zone: string | undefined;
  /** days */
  readonly offset: number | undefined;
  readonly startDate: string | undefined;
  readonly endDate: string | undefined;
  /** hours */
  readonly duration: number;
  /** hours */
  readonly cutoff: number;
  readonly allowUnassociatedTargets: boolean;
  readonly enabled: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** Maintenance windows of each account and region; targets and tasks of each window. */
export class WindowState {
  readonly parts: EngineParts;
  readonly targets: Documents<MaintenanceWindowTarget>;
  readonly tasks: Documents<GetMaintenanceWindowTaskResult>;
  readonly #windows: Documents<MaintenanceWindow>;

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.#windows = parts.store.documents('ssm.windows');
    this.targets = parts.store.documents('ssm.window-targets');
    this.tasks = parts.store.documents('ssm.window-tasks');
  }

  list(place: Place): MaintenanceWindow[] {
    return this.#windows.list(scopeOf(place));
  }

  own(place: Place, id: string): MaintenanceWindow | undefined {
    return this.#windows.get(scopeOf(place), id);
  }

  /** @throws AwsError DoesNotExistException */
  window(place: Place, id: string): MaintenanceWindow {
    const found = this.own(place, id);
    if (!found) throw doesNotExist(`Maintenance window ${id} does not exist`);
    return found;
  }

  put(window: MaintenanceWindow): void {
    this.#windows.put(scopeOf(window), window.id, window);
  }

  delete(window: MaintenanceWindow): void {
    this.parts.store.write(() => {
      const scope = scopeOfWindow(window);
      for (const { WindowTargetId = '' } of this.targets.list(scope)) this.targets.delete(scope, WindowTargetId);
      for (const { WindowTaskId = '' } of this.tasks.list(scope)) this.tasks.delete(scope, WindowTaskId);
      this.#windows.delete(scopeOf(window), window.id);
    });
  }
}

export const scopeOfWindow = (window: MaintenanceWindow): string => `${scopeOf(window)}/${window.id}`;

export const newWindowId = (): string => `mw-${randomBytes(9).toString('hex').slice(0, 17)}`;
export const newRegistrationId = (): string => randomUUID();

export const doesNotExist = (message: string): AwsError => new AwsError('DoesNotExistException', message);
