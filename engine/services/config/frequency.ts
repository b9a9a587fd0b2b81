import type { MaximumExecutionFrequency } from '@aws-sdk/client-config-service';

const HOUR = 3_600_000;

/** How often, in ms. */
export const EVERY: Readonly<Record<MaximumExecutionFrequency, number>> = {
  One_Hour: HOUR,
  Three_Hours: 3 * HOUR,
  Six_Hours: 6 * HOUR,
  Twelve_Hours: 12 * HOUR,
  TwentyFour_Hours: 24 * HOUR,
};
