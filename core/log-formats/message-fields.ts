import type { Fields, FieldValue } from './fields.ts';
import { JsonFields } from './json-fields.ts';
import { jsonStart } from './lambda.ts';
import { discoverFields } from './line.ts';

const none: Fields = {};

/**
 * The fields CloudWatch Logs discovers in messages, of which only some are wanted: of a JSON document by their paths (`userIdentity.type`,
 * `resources.0.ARN`), of a line of text by its format. One object serves message after message; nothing is read before a field is asked for.
 */
export class MessageFields {
  readonly #names: readonly string[];
  readonly #json: JsonFields;
  #message = '';
  #flowLogFormat: string | undefined;
  #line: Fields | undefined;
  #isJson: boolean | undefined;

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#json = new JsonFields(names);
  }

  /** @param flowLogFormat of a custom VPC flow log */
  read(message: string, flowLogFormat?: string): void {
    this.#message = message;
    this.#flowLogFormat = flowLogFormat;
    this.#line = undefined;
    this.#isJson = undefined;
  }

  /** The value of a field by its number; undefined where the message does not have it. */
  value(index: number): FieldValue {
    this.#isJson ??= this.#readJson();
    if (this.#isJson) {
      const found = this.#json.value(index);
      if (found !== undefined) return found;
    }
    const name = this.#names[index]!;
    this.#line ??= isDocument(this.#message) ? none : discoverFields(this.#message, this.#flowLogFormat);
    return Object.hasOwn(this.#line, name) ? this.#line[name] : undefined;
  }

  #readJson(): boolean {
    const message = this.#message;
    if (isDocument(message)) return this.#json.read(message);
    // Lambda puts its own columns in front of what a function wrote.
    const start = jsonStart(message);
    return start !== -1 && this.#json.readFrom(message, start);
  }
}

/** Whether a message begins as a JSON document. */
function isDocument(message: string): boolean {
  const first = message.charCodeAt(0);
  return first === 0x7b || first === 0x5b || (first <= 0x20 && /^\s*[{[]/.test(message));
}
