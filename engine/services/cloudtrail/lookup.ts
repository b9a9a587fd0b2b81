import type { Event, LookupEventsRequest, LookupEventsResponse } from '@aws-sdk/client-cloudtrail';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import type { KeptEvent, LookupColumn } from './history.ts';
import type { CloudTrailState } from './state.ts';

const columns: Readonly<Record<string, LookupColumn>> = {
  EventId: 'id',
  EventName: 'name',
  EventSource: 'source',
  ReadOnly: 'readOnly',
  Username: 'user',
  ResourceName: 'resourceName',
  ResourceType: 'resourceType',
  AccessKeyId: 'accessKeyId',
};

/** The history of ninety days, newest first. */
export function lookup(state: CloudTrailState) {
  const lookupEvents: Operation<LookupEventsRequest, LookupEventsResponse> = (call) => {
    const {
      StartTime,
      EndTime,
      LookupAttributes: attributes = [],
      MaxResults: most = 50,
      NextToken: token,
    } = call.input;
    const limit = Math.trunc(most);
    const from = StartTime?.getTime() ?? 0;
    const to = EndTime?.getTime() ?? Number.MAX_SAFE_INTEGER;
    if (from > to) {
      throw new AwsError('InvalidTimeRangeException', 'Start time must be before end time.');
    }
    if (attributes.length > 1) {
      throw new AwsError('InvalidLookupAttributesException', 'You can only specify one lookup attribute.');
    }
    const after = placeOf(token);
    // Nothing here is an Insights event.
    if (call.input.EventCategory === 'insight') return { Events: [] };
    const found = state.history.find({
      account: call.account,
      region: call.region,
      from,
      to,
      attribute: attributes[0] && asked(attributes[0].AttributeKey ?? '', attributes[0].AttributeValue ?? ''),
      after,
      limit: limit + 1,
    });
    const shownOnes = found.slice(0, limit);
    return { Events: shownOnes.map(shown), NextToken: found.length > limit ? tokenOf(shownOnes.at(-1)!) : undefined };
  };

  return { LookupEvents: lookupEvents };
}

function asked(key: string, value: string): { column: LookupColumn; value: string | number } {
  const column = columns[key];
  if (!column) throw new AwsError('InvalidLookupAttributesException', `Not a lookup attribute: ${key}`);
  return { column, value: column === 'readOnly' ? (value === 'true' ? 1 : 0) : value };
}

const tokenOf = ({ time, seq }: KeptEvent): string => Buffer.from(`${time} ${seq}`).toString('base64url');

function placeOf(token: string | undefined): { time: number; seq: number } | undefined {
  if (token === undefined) return undefined;
  const [time, seq] = Buffer.from(token, 'base64url').toString().split(' ').map(Number);
  if (!Number.isInteger(time) || !Number.isInteger(seq)) {
    throw new AwsError('InvalidNextTokenException', 'The next token is not valid.');
  }
  return { time: time!, seq: seq! };
}

const shown = (event: KeptEvent): Event => ({
  EventId: event.id,
  EventName: event.name,
  ReadOnly: String(event.readOnly),
  AccessKeyId: event.accessKeyId || undefined,
  EventTime: new Date(event.time),
  EventSource: event.source,
  Username: event.user || undefined,
  Resources: event.resources.map(({ type, name }) => ({ ResourceType: type || undefined, ResourceName: name })),
  CloudTrailEvent: event.record,
});
