import { ConditionalCheckFailedException, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import {
  type Digest,
  digestDue,
  type Finding,
  isTold,
  WINDOW,
  windowId,
  windowStart,
} from '../../core/incident/index.ts';
import { required } from '../shared/environment.ts';
import { readRow, type WindowRow } from './row.ts';
import { scheduleDigest } from './schedule.ts';
import { counting, opening, telling, type Update } from './update.ts';

const dynamodb = new DynamoDBClient({});

/** Rows as they were last seen, so that in a storm most writes hold at once; what has changed since, a refused write shows. */
const seen = new Map<string, WindowRow>();
const MOST_SEEN = 100;

/**
 * Takes a finding, as `IncidentWindows` does in memory, for all functions of an account at a time: windows are rows of the table of
 * `IDEMPOTENCY_TABLE`. A finding is counted only when its digest has a schedule, so that nothing counted goes untold. Throws what AWS
 * does; taken again then, a finding that was to be told still is.
 * @param now ms since 1970
 * @returns whether it is told at once
 */
export async function taken(finding: Finding, now: number): Promise<boolean> {
  let start = windowStart(now);
  for (;;) {
    const id = windowId(finding, start);
    const row = seen.get(id);
    const toTell = isTold(row, finding);
    if (row?.told[finding.key] === finding.id) return true;
    if (row && !toTell && !row.scheduled) {
      await scheduleDigest(id, digestDue(start, now));
      see(id, { ...row, scheduled: true });
    }
    const update = !row ? opening(finding, start) : toTell ? telling(finding) : counting(finding, row);
    const refused = await updated(id, update);
    if (refused === undefined) return toTell;
    // What the refused write showed says how to go on. A window whose digest is made takes nothing any more: the next one does.
    if (refused.closed) start += WINDOW;
    else see(id, refused);
  }
}

function see(id: string, row: WindowRow): void {
  if (seen.size >= MOST_SEEN) seen.clear();
  seen.set(id, row);
}

/** Closes a window, and says what is in its digest; undefined where it has none, or is no more. */
export async function closed(id: string): Promise<Digest | undefined> {
  try {
    const { Attributes = {} } = await dynamodb.send(
      new UpdateItemCommand({
        TableName: required('IDEMPOTENCY_TABLE'),
        Key: { id: { S: id } },
        UpdateExpression: 'SET closed = :true',
        ConditionExpression: 'attribute_exists(id)',
        ExpressionAttributeValues: { ':true': { BOOL: true } },
        ReturnValues: 'ALL_NEW',
      }),
    );
    const { kind, rule, account, start, told, rest } = readRow(Attributes);
    return rest && { kind, rule, account, start, told, rest };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

/** Makes an update; where its condition does not hold, the row as it is. */
async function updated(id: string, { set, add, condition, names, values }: Update): Promise<WindowRow | undefined> {
  try {
    await dynamodb.send(
      new UpdateItemCommand({
        TableName: required('IDEMPOTENCY_TABLE'),
        Key: { id: { S: id } },
        UpdateExpression: [`SET ${set.join(', ')}`, ...(add.length > 0 ? [`ADD ${add.join(', ')}`] : [])].join(' '),
        ConditionExpression: condition.join(' AND '),
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException && error.Item) return readRow(error.Item);
    throw error;
  }
}
