import type { AlarmStateValue } from './alarm.ts';

/**
 * Whether people are told of an alarm's change: when it is raised, and when one that was raised no longer is. An alarm that finds
 * its first data, or loses it while nothing was wrong, changes nothing anybody has to do.
 */
export const tellsOfAlarm = (from: AlarmStateValue, to: AlarmStateValue): boolean => from === 'ALARM' || to === 'ALARM';
