import type { FlexibleTimeWindow, Target } from '@aws-sdk/client-scheduler';

/** A schedule as it is kept. Times are ms since 1970. */
export interface Schedule {
  readonly name: string;
  readonly group: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly expression: string;
  readonly zone: string;
  readonly startDate?: number;
  readonly endDate?: number;
  readonly description?: string;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly kmsKeyArn?: string;
  readonly window: FlexibleTimeWindow;
  readonly target: Target;
  readonly afterCompletion: 'NONE' | 'DELETE';
  /** What the request that made it was told apart by. */
  readonly clientToken?: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** The last time it fell due and its invocation was handed over. */
  readonly servedUntil?: number;
}

export interface ScheduleGroup {
  readonly name: string;
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
}

export const DEFAULT_GROUP = 'default';
