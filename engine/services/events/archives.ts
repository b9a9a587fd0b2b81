import type {
  CreateArchiveRequest,
  CreateArchiveResponse,
  DeleteArchiveRequest,
  DescribeArchiveRequest,
  DescribeArchiveResponse,
  ListArchivesRequest,
  ListArchivesResponse,
  Archive as ListedArchive,
  UpdateArchiveRequest,
  UpdateArchiveResponse,
} from '@aws-sdk/client-eventbridge';
import { RuleSet } from '../../../core/event-pattern/index.ts';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import { ArchiveTable } from './archive-table.ts';
import type { BusEvent } from './envelope.ts';
import { type BusRef, busArn, busRef, type Rule, ruleArn, ruleScope } from './model.ts';
import { compilePattern } from './pattern.ts';
import { type EventsState, invalid, noSuchBus } from './state.ts';

const DAY = 86_400_000;

/** An archive as it is kept. */
export interface Archive {
  readonly name: string;
  readonly arn: string;
  readonly busArn: string;
  readonly description?: string;
  readonly pattern?: string;
  readonly kmsKeyId?: string;
  /** 0: for ever */
  readonly retentionDays: number;
  readonly createdAt: number;
}

/** The archives of all buses: what they keep, and which of them an event goes to. */
export class Archives {
  readonly documents: Documents<Archive>;
  readonly table: ArchiveTable;
  readonly #state: EventsState;
  #compiled: { version: number; byBus: Map<string, RuleSet<Archive>> } = { version: -1, byBus: new Map() };

  constructor(state: EventsState) {
    this.#state = state;
    this.documents = state.parts.store.documents<Archive>('events.archives');
    this.table = new ArchiveTable(state.parts.store);
  }

  /** Keeps an event in the archives of its bus that want it, within the write that brings it. */
  keep(bus: BusRef, event: BusEvent): void {
    const set = this.#byBus().get(busArn(bus));
    if (!set) return;
    for (const archive of set.match(event.text)) {
      const { time } = JSON.parse(event.text) as { time: string };
      this.table.add(archive.arn, Date.parse(time), event.text);
      this.forgetOld(archive);
    }
  }

  forgetOld({ arn, retentionDays }: Archive): void {
    if (retentionDays > 0) this.table.deleteBefore(arn, this.#state.parts.clock.now() - retentionDays * DAY);
  }

  existing(call: Pick<Call, 'account' | 'region'>, name: string | undefined): Archive {
    const archive = this.documents.get(scopeOf(call), name ?? '');
    if (!archive) throw new AwsError('ResourceNotFoundException', `Archive ${name} does not exist.`);
    return archive;
  }

  #byBus(): Map<string, RuleSet<Archive>> {
    const { version } = this.documents;
    if (this.#compiled.version === version) return this.#compiled.byBus;
    const byBus = new Map<string, RuleSet<Archive>>();
    for (const scope of this.documents.scopes()) {
      for (const archive of this.documents.list(scope)) {
        const set = byBus.get(archive.busArn) ?? new RuleSet<Archive>();
        byBus.set(archive.busArn, set);
        // Without a pattern an archive takes all; what a replay sends is in an archive already.
        set.add(archive, compilePattern(withoutReplays(archive.pattern)));
      }
    }
    this.#compiled = { version, byBus };
    return byBus;
  }
}

const withoutReplays = (pattern: string | undefined): string =>
  JSON.stringify({ ...(JSON.parse(pattern ?? '{}') as object), 'replay-name': [{ exists: false }] });

const ruleNameOf = ({ name }: Pick<Archive, 'name'>): string => `Events-Archive-${name}`;

/** The rule EventBridge shows for an archive. */
function managedRule(bus: BusRef, archive: Archive): Rule {
  const name = ruleNameOf(archive);
  const InputTemplate =
    `{"archive-arn": "${archive.arn}", "event": <aws.events.event.json>, ` +
    '"ingestion-time": <aws.events.event.ingestion-time>}';
  const InputTransformer = { InputPathsMap: {}, InputTemplate };
  return {
    name,
    arn: ruleArn(bus, name),
    bus: bus.name,
    pattern: withoutReplays(archive.pattern),
    state: 'ENABLED',
    managedBy: 'prod.vhs.events.aws.internal',
    targets: [{ Id: name, Arn: `arn:aws:events:${bus.region}:::`, InputTransformer }],
    tags: {},
    createdAt: archive.createdAt,
  };
}

export function archiveOperations(state: EventsState, archives: Archives) {
  const { store, clock } = state.parts;

  const createArchive: Operation<CreateArchiveRequest, CreateArchiveResponse> = (call) => {
    const { ArchiveName: name = '', EventSourceArn: source, EventPattern: pattern, Description } = call.input;
    if (archives.documents.has(scopeOf(call), name)) {
      throw new AwsError('ResourceAlreadyExistsException', `Archive ${name} already exists.`);
    }
    const bus = busRef(call, source);
    if (bus.account !== call.account || bus.region !== call.region) throw noSuchBus(bus.name);
    state.existingBus(bus);
    if (pattern) compilePattern(pattern);
    const archive: Archive = {
      name,
      arn: `arn:aws:events:${call.region}:${call.account}:archive/${name}`,
      busArn: busArn(bus),
      description: Description,
      pattern: pattern || undefined,
      kmsKeyId: call.input.KmsKeyIdentifier,
      retentionDays: call.input.RetentionDays ?? 0,
      createdAt: clock.now(),
    };
    store.write(() => {
      archives.documents.put(scopeOf(call), name, archive);
      state.putRule(bus, managedRule(bus, archive));
    });
    return { ArchiveArn: archive.arn, State: 'ENABLED', CreationTime: new Date(archive.createdAt) };
  };

  const describeArchive: Operation<DescribeArchiveRequest, DescribeArchiveResponse> = (call) => {
    const archive = archives.existing(call, call.input.ArchiveName);
    return {
      ...listed(archive),
      ArchiveArn: archive.arn,
      Description: archive.description,
      EventPattern: archive.pattern,
      KmsKeyIdentifier: archive.kmsKeyId,
    };
  };

  const listArchives: Operation<ListArchivesRequest, ListArchivesResponse> = (call) => {
    const { NamePrefix: prefix, EventSourceArn: source, State: wanted, Limit: limit = 50, NextToken } = call.input;
    if ([prefix, source, wanted].filter((each) => each !== undefined).length > 1) {
      throw invalid(
        'At most one filter is allowed for ListArchives. Use either : State, EventSourceArn, or NamePrefix.',
      );
    }
    const bus = source === undefined ? undefined : busRef(call, source);
    if (bus) state.existingBus(bus);
    const found = archives.documents
      .list(scopeOf(call))
      .filter((each) => each.name.startsWith(prefix ?? '') && (!bus || each.busArn === busArn(bus)))
      .filter(() => wanted === undefined || wanted === 'ENABLED');
    const { items, next } = page(found, limit, NextToken, ({ name }) => name);
    return { Archives: items.map(listed), NextToken: next };
  };

  const updateArchive: Operation<UpdateArchiveRequest, UpdateArchiveResponse> = (call) => {
    const { EventPattern: pattern, RetentionDays: days, Description } = call.input;
    if (pattern === undefined && days === undefined && Description === undefined) {
      throw invalid('At least one of EventPattern, RetentionDays or Description must be provided.');
    }
    const archive = archives.existing(call, call.input.ArchiveName);
    if (pattern) compilePattern(pattern);
    const changed: Archive = {
      ...archive,
      pattern: pattern === undefined ? archive.pattern : pattern || undefined,
      retentionDays: days ?? archive.retentionDays,
      description: Description ?? archive.description,
    };
    const bus = busRef(call, archive.busArn);
    store.write(() => {
      archives.documents.put(scopeOf(call), archive.name, changed);
      state.putRule(bus, managedRule(bus, changed));
    });
    return { ArchiveArn: archive.arn, State: 'ENABLED', CreationTime: new Date(archive.createdAt) };
  };

  const deleteArchive: Operation<DeleteArchiveRequest, object> = (call) => {
    const archive = archives.existing(call, call.input.ArchiveName);
    store.write(() => {
      archives.table.deleteAll(archive.arn);
      archives.documents.delete(scopeOf(call), archive.name);
      state.rules.delete(ruleScope(busRef(call, archive.busArn)), ruleNameOf(archive));
    });
    return {};
  };

  function listed(archive: Archive): ListedArchive {
    store.write(() => archives.forgetOld(archive));
    const { events, bytes } = archives.table.count(archive.arn);
    return {
      ArchiveName: archive.name,
      EventSourceArn: archive.busArn,
      State: 'ENABLED',
      RetentionDays: archive.retentionDays,
      SizeBytes: bytes,
      EventCount: events,
      CreationTime: new Date(archive.createdAt),
    };
  }

  return {
    CreateArchive: createArchive,
    DescribeArchive: describeArchive,
    ListArchives: listArchives,
    UpdateArchive: updateArchive,
    DeleteArchive: deleteArchive,
  };
}
