import type { EngineParts } from '../../../service.ts';
import { registrations } from './registrations.ts';
import { WindowState } from './state.ts';
import { windows } from './windows.ts';

/** Systems Manager's maintenance windows: kept, with the time they open next; there is nothing here that could run their tasks. */
export function maintenanceWindows(parts: EngineParts) {
  const state = new WindowState(parts);
  return { state, operations: { ...windows(state), ...registrations(state) } };
}
