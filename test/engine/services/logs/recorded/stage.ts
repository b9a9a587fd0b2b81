import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { refusal } from '../../../../support/recorded.ts';

/** What a scenario is played on: an engine whose other services have what the recorded account had. */
export interface Stage {
  readonly logs: CloudWatchLogsClient;
  /** ms since 1970 */
  readonly now: number;
  readonly bucketArn: string;
  readonly functionArn: string;
  readonly streamArn: string;
  readonly keyArn: string;
  /** Lets CloudWatch Logs call the function. */
  permit(): Promise<unknown>;
  /** The log events the function was called with. */
  handed(): Promise<unknown[]>;
  /** Waits until nothing is under way. */
  idle(): Promise<void>;
}

/** What one recorded test did, again: its answers by the names they were recorded under, errors as `{Error: {Code, Message}}`. */
export type Scenario = (stage: Stage) => Promise<Record<string, unknown>>;

export const GROUP = 'test-log-group';
export const STREAM = 'test-log-stream';
export const REGION = 'us-east-1:123456789012';
export const groupArn = `arn:aws:logs:${REGION}:log-group:${GROUP}`;
export const roleArn = 'arn:aws:iam::123456789012:role/logs';
export const X513 = 'X'.repeat(513);
export const range = { from: 1_611_316_574, to: 1_642_852_574 };

export const refused = async (call: Promise<unknown>) => ({ Error: await refusal(call) });

export const group = ({ logs }: Stage, logGroupName = GROUP, more: object = {}) =>
  logs.send(new CreateLogGroupCommand({ logGroupName, ...more }));
export const stream = async (stage: Stage, logStreamName = STREAM) => {
  await group(stage).catch(() => {});
  await stage.logs.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName }));
};
export const put = ({ logs, now }: Stage, ages: readonly number[], logStreamName = STREAM) =>
  logs.send(
    new PutLogEventsCommand({
      logGroupName: GROUP,
      logStreamName,
      logEvents: ages.map((age, index) => ({
        timestamp: now - age,
        message: index === 0 ? 'test' : `test ${index + 1}`,
      })),
    }),
  );
export const DAY = 86_400_000;
