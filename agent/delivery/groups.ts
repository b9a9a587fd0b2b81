import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  type LogGroupClass,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { AgentLog } from '../log.ts';

/** Where a stream's events go, and how its group is made where it is missing. */
export interface StreamTarget {
  readonly group: string;
  readonly stream: string;
  readonly groupClass: string | undefined;
  /** days; -1 keeps for ever */
  readonly retention: number;
}

/** Makes what is missing: the stream, and its group first where there is none. Class and retention are set with a new group only. */
export async function makeStream(client: CloudWatchLogsClient, target: StreamTarget, log: AgentLog): Promise<void> {
  const stream = new CreateLogStreamCommand({ logGroupName: target.group, logStreamName: target.stream });
  try {
    await unlessThere(client.send(stream));
  } catch (error) {
    if ((error as Error).name !== 'ResourceNotFoundException') throw error;
    await makeGroup(client, target, log);
    await unlessThere(client.send(stream));
  }
  log.say('info', 'made', `log stream ${target.stream} of ${target.group} is there`);
}

async function makeGroup(client: CloudWatchLogsClient, target: StreamTarget, log: AgentLog): Promise<void> {
  const logGroupName = target.group;
  const logGroupClass = target.groupClass as LogGroupClass | undefined;
  const made = await unlessThere(
    client.send(new CreateLogGroupCommand({ logGroupName, ...(logGroupClass ? { logGroupClass } : {}) })),
  );
  if (!made || target.retention < 1) return;
  try {
    await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: target.retention }));
  } catch (error) {
    // Events matter more than how long they are kept: they go on.
    log.say('warn', 'retention', `retention of ${logGroupName} is not set: ${(error as Error).message}`);
  }
}

/** Whether it was made now; that it is there already is as good. */
async function unlessThere(made: Promise<unknown>): Promise<boolean> {
  try {
    await made;
    return true;
  } catch (error) {
    if ((error as Error).name === 'ResourceAlreadyExistsException') return false;
    throw error;
  }
}
