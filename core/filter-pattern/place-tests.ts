import type { Operator, Value } from './ast.ts';
import { GlobSearch } from './glob-search.ts';
import type { MessageReader } from './message-reader.ts';
import { compareNumbers, compileValueTest, numberOf, testCost } from './value-test.ts';

/** Whether the value at a place passes a comparison; `text` is what stands there in the message that `reader` holds. */
export type PlaceTest = (text: string, reader: MessageReader) => boolean;

/**
 * The comparisons of one place: a field, or a path of a document. However many there are, the value is read as a number once and searched
 * for the pieces of all globs once.
 */
export class PlaceTests {
  readonly #globs = new GlobSearch();
  #number = Number.NaN;
  #serial = -1;

  compile(operator: Operator, value: Value): PlaceTest {
    if (value.kind === 'number') {
      const test = compareNumbers(operator, value);
      return (text, reader) => test(this.#numberOf(text, reader));
    }
    if (value.kind === 'glob' && value.pieces.length > 2) {
      const id = this.#globs.add(value);
      const wanted = operator !== '!=';
      return (text, reader) => this.#globs.holds(id, text, reader) === wanted;
    }
    const test = compileValueTest(operator, value);
    const cost = testCost(value);
    return (text, reader) => {
      reader.count(Math.min(cost, text.length));
      return test(text);
    };
  }

  #numberOf(text: string, reader: MessageReader): number {
    if (this.#serial === reader.serial) {
      reader.count(1);
      return this.#number;
    }
    reader.count(text.length);
    this.#serial = reader.serial;
    this.#number = numberOf(text);
    return this.#number;
  }
}
