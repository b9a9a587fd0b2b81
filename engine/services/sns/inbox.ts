import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { StatementSync } from 'node:sqlite';
import type { EngineParts } from '../../service.ts';

/** A mail, text message or push that went to nobody's server, as `GET /_trailkeeper/inbox` lists it. */
export interface InboxEntry {
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** ISO 8601 */
  readonly time: string;
  /** The topic's ARN; absent for what was sent to a phone itself. */
  readonly topic?: string;
  readonly kind: 'email' | 'sms' | 'push';
  /** The .eml file in the data folder's `inbox`; absent without a folder. */
  readonly file?: string;
}

/** Mails without an SMTP server to go to: listed, and written as files where there is a data folder. */
export class Inbox {
  readonly #folder: string | undefined;
  readonly #insert: StatementSync;
  readonly #select: StatementSync;
  readonly #parts: EngineParts;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    const { db } = parts.store;
    db.exec(
      'CREATE TABLE IF NOT EXISTS sns_inbox (seq INTEGER PRIMARY KEY AUTOINCREMENT, delivery TEXT NOT NULL UNIQUE, body TEXT NOT NULL)',
    );
    this.#insert = db.prepare('INSERT OR IGNORE INTO sns_inbox (delivery, body) VALUES (?, ?)');
    this.#select = db.prepare('SELECT body FROM sns_inbox ORDER BY seq');
    this.#folder = parts.settings.dataFolder && path.join(parts.settings.dataFolder, 'inbox');
  }

  /**
   * Lists a mail or text and writes a mail's file.
   * @param delivery the delivery's id: a mail delivered again is kept once
   */
  keep(delivery: string, entry: Omit<InboxEntry, 'file'>, eml?: string): void {
    const file = this.#folder && eml !== undefined ? path.join(this.#folder, fileName(delivery, entry)) : undefined;
    if (file && eml !== undefined) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, eml);
    }
    this.#parts.store.write(() => this.#insert.run(delivery, JSON.stringify({ ...entry, file })));
  }

  /** Oldest first. */
  list(): InboxEntry[] {
    return this.#select.all().map(({ body }) => JSON.parse(String(body)) as InboxEntry);
  }
}

function fileName(delivery: string, { time, to }: Pick<InboxEntry, 'time' | 'to'>): string {
  const when = time.replaceAll(':', '').slice(0, 17);
  return `${when}-${delivery}-${to.replace(/[^\w.@+-]/g, '_').slice(0, 80)}.eml`;
}
