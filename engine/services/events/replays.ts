import { randomUUID } from 'node:crypto';
import type {
  CancelReplayRequest,
  CancelReplayResponse,
  DescribeReplayRequest,
  DescribeReplayResponse,
  Replay as ListedReplay,
  ListReplaysRequest,
  ListReplaysResponse,
  ReplayState,
  StartReplayRequest,
  StartReplayResponse,
} from '@aws-sdk/client-eventbridge';
import { parseArn, scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import type { Archives } from './archives.ts';
import { busEventOf } from './envelope.ts';
import type { Ingest } from './ingest.ts';
import { busArn, busRef } from './model.ts';
import { type EventsState, invalid, limitExceeded } from './state.ts';

const MOST_ACTIVE = 10;
/** On AWS a replay takes minutes to begin; here there is just time to cancel it. */
const STARTS_AFTER_MS = 1_000;
/** Events sent again in one write. */
const BATCH = 100;

/** A replay as it is kept. Times are ms since 1970. */
interface Replay {
  readonly name: string;
  readonly arn: string;
  readonly archiveArn: string;
  readonly description?: string;
  readonly busArn: string;
  /** Only to these rules. */
  readonly ruleArns?: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly state: ReplayState;
  readonly startedAt: number;
  readonly endedAt?: number;
  /** The last event sent. */
  readonly place?: { readonly time: number; readonly seq: number };
}

const isActive = ({ state }: Replay): boolean => state === 'STARTING' || state === 'RUNNING' || state === 'CANCELLING';

/** Replays of archives: events sent once more, to the bus they were on. */
export function replays(state: EventsState, archives: Archives, ingest: Ingest) {
  const { store, clock } = state.parts;
  const documents: Documents<Replay> = store.documents<Replay>('events.replays');

  const startReplay: Operation<StartReplayRequest, StartReplayResponse> = (call) => {
    const { ReplayName: name = '', EventSourceArn: archiveArn = '', Destination: destination } = call.input;
    if (!destination?.Arn?.includes(':event-bus/')) {
      throw invalid('Parameter Destination.Arn is not valid. Reason: Must contain an event bus ARN.');
    }
    const bus = busRef(call, destination.Arn);
    state.existingBus(bus);
    const archiveName = parseArn(archiveArn)?.resource.replace(/^archive\//, '') ?? archiveArn;
    const archive = archives.documents.get(scopeOf(call), archiveName);
    if (!archive) {
      throw invalid(`Parameter EventSourceArn is not valid. Reason: Archive ${archiveName} does not exist.`);
    }
    if (archive.busArn !== busArn(bus)) {
      throw invalid('Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.');
    }
    const [from, to] = [call.input.EventStartTime?.getTime() ?? 0, call.input.EventEndTime?.getTime() ?? 0];
    if (from >= to) {
      throw invalid('Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.');
    }
    if (documents.has(scopeOf(call), name)) {
      throw new AwsError('ResourceAlreadyExistsException', `Replay ${name} already exists.`);
    }
    if (documents.list(scopeOf(call)).filter(isActive).length >= MOST_ACTIVE) throw limitExceeded();
    const replay: Replay = {
      name,
      arn: `arn:aws:events:${call.region}:${call.account}:replay/${name}`,
      archiveArn: archive.arn,
      description: call.input.Description,
      busArn: archive.busArn,
      ruleArns: destination.FilterArns,
      from,
      to,
      state: 'STARTING',
      startedAt: clock.now(),
    };
    store.write(() => {
      documents.put(scopeOf(call), name, replay);
      store.afterCommit(() => runAt(clock.now() + STARTS_AFTER_MS, scopeOf(call), name));
    });
    return { ReplayArn: replay.arn, State: 'STARTING', ReplayStartTime: new Date(replay.startedAt) };
  };

  const cancelReplay: Operation<CancelReplayRequest, CancelReplayResponse> = (call) => {
    const replay = existing(call, call.input.ReplayName);
    if (replay.state !== 'STARTING' && replay.state !== 'RUNNING') {
      throw new AwsError('IllegalStatusException', `Replay ${replay.name} is not in a valid state for this operation.`);
    }
    documents.put(scopeOf(call), replay.name, { ...replay, state: 'CANCELLING' });
    return { ReplayArn: replay.arn, State: 'CANCELLING' };
  };

  const describeReplay: Operation<DescribeReplayRequest, DescribeReplayResponse> = (call) => {
    const replay = existing(call, call.input.ReplayName);
    return {
      ...listed(replay),
      ReplayArn: replay.arn,
      Description: replay.description,
      Destination: { Arn: replay.busArn, FilterArns: replay.ruleArns && [...replay.ruleArns] },
    };
  };

  const listReplays: Operation<ListReplaysRequest, ListReplaysResponse> = (call) => {
    const { NamePrefix: prefix, EventSourceArn: source, State: wanted, Limit: limit = 50, NextToken } = call.input;
    if ([prefix, source, wanted].filter((each) => each !== undefined).length > 1) {
      throw invalid(
        'At most one filter is allowed for ListReplays. Use either : State, EventSourceArn, or NamePrefix.',
      );
    }
    const found = documents
      .list(scopeOf(call))
      .filter((each) => each.name.startsWith(prefix ?? ''))
      .filter((each) => (source ?? each.archiveArn) === each.archiveArn && (wanted ?? each.state) === each.state);
    const { items, next } = page(found, limit, NextToken, ({ name }) => name);
    return { Replays: items.map(listed), NextToken: next };
  };

  function existing(call: Pick<Call, 'account' | 'region'>, name: string | undefined): Replay {
    const replay = documents.get(scopeOf(call), name ?? '');
    if (!replay) throw new AwsError('ResourceNotFoundException', `Replay ${name} does not exist.`);
    return replay;
  }

  const runAt = (time: number, scope: string, name: string) => void clock.at(time, () => sendBatch(scope, name));

  /** Sends the next of a replay's events, and comes again until there are none. */
  function sendBatch(scope: string, name: string): void {
    const replay = documents.get(scope, name);
    if (!replay || !isActive(replay)) return;
    store.write(() => {
      if (replay.state === 'CANCELLING') return void finish(scope, replay, 'CANCELLED');
      const place = replay.place ?? { time: replay.from, seq: -1 };
      const events = archives.table.next(replay.archiveArn, replay, place, BATCH);
      const bus = busRef({ account: '', region: '' }, replay.busArn);
      const onlyRules = replay.ruleArns && new Set(replay.ruleArns);
      for (const { text } of events) ingest(bus, busEventOf(asReplayed(text, name)), { onlyRules });
      const last = events.at(-1);
      const sent: Replay = last ? { ...replay, state: 'RUNNING', place: { time: last.time, seq: last.seq } } : replay;
      if (events.length < BATCH) return void finish(scope, sent, 'COMPLETED');
      documents.put(scope, name, sent);
      store.afterCommit(() => runAt(clock.now(), scope, name));
    });
  }

  const finish = (scope: string, replay: Replay, ended: ReplayState) =>
    documents.put(scope, replay.name, { ...replay, state: ended, endedAt: clock.now() });

  /** Takes up the replays an earlier run left. */
  function start(): void {
    for (const scope of documents.scopes()) {
      for (const replay of documents.list(scope)) if (isActive(replay)) runAt(clock.now(), scope, replay.name);
    }
  }

  const operations = {
    StartReplay: startReplay,
    CancelReplay: cancelReplay,
    DescribeReplay: describeReplay,
    ListReplays: listReplays,
  };
  return { operations, start };
}

/** The event's text under a new id, with the replay's name behind its region, where AWS puts it. */
const asReplayed = (text: string, name: string): string =>
  text
    .replace(/^(\{"version":"0","id":)"[^"]*"/, (_, before: string) => `${before}"${randomUUID()}"`)
    .replace(',"resources":', () => `,"replay-name":${JSON.stringify(name)},"resources":`);

const date = (time: number | undefined): Date | undefined => (time === undefined ? undefined : new Date(time));

const listed = (replay: Replay): ListedReplay => ({
  ReplayName: replay.name,
  EventSourceArn: replay.archiveArn,
  State: replay.state,
  EventStartTime: date(replay.from),
  EventEndTime: date(replay.to),
  EventLastReplayedTime: date(replay.place?.time),
  ReplayStartTime: date(replay.startedAt),
  ReplayEndTime: date(replay.endedAt),
});
