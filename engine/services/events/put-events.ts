import { randomUUID } from 'node:crypto';
import type {
  PutEventsRequest,
  PutEventsRequestEntry,
  PutEventsResponse,
  PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { isNestedDeeper, jsonObject } from '../../json-text.ts';
import type { Call, Operation } from '../../service.ts';
import { busEvent } from './envelope.ts';
import type { Ingest } from './ingest.ts';
import { busRef } from './model.ts';
import { type EventsState, invalid } from './state.ts';

/** Bytes of a whole request. @see the recorded refusal of a larger one */
const MOST_BYTES = 262_144;
/** Levels of a detail. What Jackson reads at most unless told otherwise; that EventBridge does is unverified. */
const DEEPEST = 1_000;

export function putEvents(state: EventsState, ingest: Ingest) {
  const putEvents: Operation<PutEventsRequest, PutEventsResponse> = (call) => {
    const entries = call.input.Entries ?? [];
    const size = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
    if (size > MOST_BYTES) throw invalid('Total size of the entries in the request is over the limit.');
    const results = state.parts.store.write(() => entries.map((entry) => put(call, entry)));
    return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: results };
  };

  function put(call: Pick<Call, 'account' | 'region'>, entry: PutEventsRequestEntry): PutEventsResultEntry {
    const failure = wrongWith(entry);
    if (failure) return failure;
    const id = randomUUID();
    const bus = busRef(call, entry.EventBusName);
    // A bus that is not there takes the event all the same, and nobody hears of it: as AWS does.
    if (state.bus(bus)) {
      const event = busEvent({
        id,
        detailType: entry.DetailType!,
        source: entry.Source!,
        account: call.account,
        time: entry.Time?.getTime() ?? state.parts.clock.now(),
        region: bus.region,
        resources: entry.Resources ?? [],
        detail: entry.Detail!,
      });
      ingest(bus, event);
    }
    return { EventId: id };
  }

  return { PutEvents: putEvents };
}

function wrongWith({ Source, DetailType, Detail }: PutEventsRequestEntry): PutEventsResultEntry | undefined {
  for (const [name, value] of Object.entries({ Source, DetailType, Detail })) {
    if (value) continue;
    const ErrorMessage = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
    return { ErrorCode: 'InvalidArgument', ErrorMessage };
  }
  const malformed = !jsonObject(Detail!) || isNestedDeeper(Detail!, DEEPEST);
  return malformed ? { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' } : undefined;
}

/** @see AWS, "Calculating Amazon EventBridge PutEvents event entry size" */
function sizeOf({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: PutEventsRequestEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time ? 14 : 0);
}
