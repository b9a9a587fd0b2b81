import type { StatementSync } from 'node:sqlite';
import type { Store } from '../../store/index.ts';

/** A message in a queue. Times are ms since 1970. */
export interface StoredMessage {
  readonly seq: number;
  readonly queue: string;
  readonly id: string;
  readonly body: string;
  /** Message attributes as JSON. */
  readonly attributes: string | undefined;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly senderId: string;
  readonly traceHeader: string | undefined;
  readonly sentAt: number;
  /** Not received before. */
  readonly visibleAt: number;
  readonly receives: number;
  readonly firstReceivedAt: number | undefined;
  /** The queue it came from, in a dead-letter queue. */
  readonly sourceArn: string | undefined;
}

export type NewMessage = Pick<
  StoredMessage,
  | 'queue'
  | 'id'
  | 'body'
  | 'attributes'
  | 'groupId'
  | 'deduplicationId'
  | 'senderId'
  | 'traceHeader'
  | 'sentAt'
  | 'visibleAt'
>;

/** The table of messages; `queue` is the queue's ARN. */
export class Messages {
  readonly #insert: StatementSync;
  readonly #visible: StatementSync;
  readonly #inOrder: StatementSync;
  readonly #read: StatementSync;
  readonly #receive: StatementSync;
  readonly #show: StatementSync;
  readonly #move: StatementSync;
  readonly #delete: StatementSync;
  readonly #purge: StatementSync;
  readonly #expire: StatementSync;
  readonly #count: StatementSync;
  readonly #next: StatementSync;
  readonly #duplicate: StatementSync;
  readonly #remember: StatementSync;
  readonly #forget: StatementSync;
  readonly #forgetOld: StatementSync;

  constructor({ db }: Store) {
    db.exec(`CREATE TABLE IF NOT EXISTS sqs_messages (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT,
      groupId TEXT, deduplicationId TEXT, senderId TEXT NOT NULL, traceHeader TEXT, sentAt INTEGER NOT NULL,
      visibleAt INTEGER NOT NULL, receives INTEGER NOT NULL DEFAULT 0, firstReceivedAt INTEGER, sourceArn TEXT);
      CREATE INDEX IF NOT EXISTS sqs_by_visibility ON sqs_messages (queue, visibleAt, seq);
      CREATE TABLE IF NOT EXISTS sqs_deduplication (
        queue TEXT, deduplicationId TEXT, id TEXT NOT NULL, seq INTEGER NOT NULL, sentAt INTEGER NOT NULL,
        PRIMARY KEY (queue, deduplicationId)) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS sqs_deduplication_by_age ON sqs_deduplication (queue, sentAt)`);
    this.#insert = db.prepare(
      `INSERT INTO sqs_messages (queue, id, body, attributes, groupId, deduplicationId, senderId, traceHeader, sentAt, visibleAt)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#visible = db.prepare(
      'SELECT * FROM sqs_messages WHERE queue = ? AND visibleAt <= ? ORDER BY visibleAt, seq LIMIT ?',
    );
    this.#inOrder = db.prepare('SELECT seq, groupId, visibleAt FROM sqs_messages WHERE queue = ? ORDER BY seq');
    this.#read = db.prepare('SELECT * FROM sqs_messages WHERE seq = ?');
    this.#receive = db.prepare(
      'UPDATE sqs_messages SET visibleAt = ?, receives = receives + 1, firstReceivedAt = coalesce(firstReceivedAt, ?) WHERE seq = ?',
    );
    this.#show = db.prepare('UPDATE sqs_messages SET visibleAt = ? WHERE seq = ?');
    this.#move = db.prepare(
      'UPDATE sqs_messages SET sourceArn = queue, queue = ?, visibleAt = ?, receives = 0, firstReceivedAt = NULL WHERE seq = ?',
    );
    this.#delete = db.prepare('DELETE FROM sqs_messages WHERE seq = ?');
    this.#purge = db.prepare('DELETE FROM sqs_messages WHERE queue = ?');
    this.#expire = db.prepare('DELETE FROM sqs_messages WHERE queue = ? AND sentAt < ?');
    this.#count = db.prepare(
      `SELECT count(*) FILTER (WHERE visibleAt <= ?1) AS visible, count(*) FILTER (WHERE visibleAt > ?1 AND receives > 0) AS inFlight,
        count(*) FILTER (WHERE visibleAt > ?1 AND receives = 0) AS delayed FROM sqs_messages WHERE queue = ?2`,
    );
    this.#next = db.prepare('SELECT min(visibleAt) AS at FROM sqs_messages WHERE queue = ? AND visibleAt > ?');
    this.#duplicate = db.prepare(
      'SELECT id, seq FROM sqs_deduplication WHERE queue = ? AND deduplicationId = ? AND sentAt > ?',
    );
    this.#remember = db.prepare('INSERT OR REPLACE INTO sqs_deduplication VALUES (?, ?, ?, ?, ?)');
    this.#forget = db.prepare('DELETE FROM sqs_deduplication WHERE queue = ?');
    this.#forgetOld = db.prepare('DELETE FROM sqs_deduplication WHERE queue = ? AND sentAt <= ?');
  }

  /** @returns the message's place in the queue's order */
  add(message: NewMessage): number {
    const { queue, id, body, attributes, groupId, deduplicationId, senderId, traceHeader, sentAt, visibleAt } = message;
    const result = this.#insert.run(
      queue,
      id,
      body,
      attributes ?? null,
      groupId ?? null,
      deduplicationId ?? null,
      senderId,
      traceHeader ?? null,
      sentAt,
      visibleAt,
    );
    return Number(result.lastInsertRowid);
  }

  /** The message sent with the same deduplication id since a moment, if there was one; older ones are forgotten. */
  duplicate(queue: string, deduplicationId: string, since: number): { id: string; seq: number } | undefined {
    this.#forgetOld.run(queue, since);
    const row = this.#duplicate.get(queue, deduplicationId, since);
    return row && { id: String(row.id), seq: Number(row.seq) };
  }

  remember(queue: string, deduplicationId: string, id: string, seq: number, sentAt: number): void {
    this.#remember.run(queue, deduplicationId, id, seq, sentAt);
  }

  /** Messages that can be received now, first come first. */
  visible(queue: string, now: number, limit: number): StoredMessage[] {
    return this.#visible.all(queue, now, limit).map(message);
  }

  /** The same for a FIFO queue: none of a group of which one is in flight. */
  visibleInGroups(queue: string, now: number, limit: number): StoredMessage[] {
    const blocked = new Set<string>();
    const found: number[] = [];
    for (const { seq, groupId, visibleAt } of this.#inOrder.iterate(queue)) {
      const group = String(groupId);
      if (blocked.has(group)) continue;
      if (Number(visibleAt) > now) blocked.add(group);
      else if (found.push(Number(seq)) === limit) break;
    }
    return found.map((seq) => this.read(seq)).filter((each) => each !== undefined);
  }

  read(seq: number): StoredMessage | undefined {
    const row = this.#read.get(seq);
    return row && message(row);
  }

  receive(seq: number, now: number, visibleAt: number): void {
    this.#receive.run(visibleAt, now, seq);
  }

  show(seq: number, visibleAt: number): void {
    this.#show.run(visibleAt, seq);
  }

  move(seq: number, queue: string, now: number): void {
    this.#move.run(queue, now, seq);
  }

  delete(seq: number): void {
    this.#delete.run(seq);
  }

  purge(queue: string): void {
    this.#purge.run(queue);
    this.#forget.run(queue);
  }

  expire(queue: string, sentBefore: number): void {
    this.#expire.run(queue, sentBefore);
  }

  count(queue: string, now: number): { visible: number; inFlight: number; delayed: number } {
    const row = this.#count.get(now, queue);
    return { visible: Number(row?.visible), inFlight: Number(row?.inFlight), delayed: Number(row?.delayed) };
  }

  /** When the next hidden message can be received; undefined when none is hidden. */
  nextVisible(queue: string, now: number): number | undefined {
    const at = this.#next.get(queue, now)?.at;
    return at === null || at === undefined ? undefined : Number(at);
  }
}

function message(row: Record<string, unknown>): StoredMessage {
  const text = (value: unknown) => (value === null ? undefined : String(value));
  return {
    seq: Number(row.seq),
    queue: String(row.queue),
    id: String(row.id),
    body: String(row.body),
    attributes: text(row.attributes),
    groupId: text(row.groupId),
    deduplicationId: text(row.deduplicationId),
    senderId: String(row.senderId),
    traceHeader: text(row.traceHeader),
    sentAt: Number(row.sentAt),
    visibleAt: Number(row.visibleAt),
    receives: Number(row.receives),
    firstReceivedAt: row.firstReceivedAt === null ? undefined : Number(row.firstReceivedAt),
    sourceArn: text(row.sourceArn),
  };
}
