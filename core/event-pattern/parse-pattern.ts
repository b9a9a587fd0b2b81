import type { Clause } from './clause.ts';
import { wildcardComplexity } from './complexity.ts';
import type { Dialect } from './dialect.ts';
import { EventPatternError, Refusal } from './errors.ts';
import { addressDigits, cidrRange } from './ip-address.ts';
import { JsonReader } from './json/reader.ts';
import { comparableNumber } from './number-text.ts';
import { parseClause } from './parse-clause.ts';
import type { Branch, EventPattern } from './pattern.ts';

/** The most wildcard texts that one value may be in the middle of at the same time; calibrated on recorded refusals. */
const MAX_COMPLEXITY = 10;
const MAX_FIELDS = 256;
/** What `$or` may multiply to; unverified, and so is the text of the refusal. */
const MAX_BRANCHES = 1000;

const modern: Dialect = {
  nestedExclusions: { prefix: 'list', suffix: 'list', 'equals-ignore-case': 'list', wildcard: 'list' },
  exclusionFault: () => 'prefix/suffix match pattern must be a string',
};

/** The grammar from before `$or`, which EventBridge still tries when the present one refuses a text. */
const older: Dialect = {
  nestedExclusions: { prefix: 'one', suffix: 'one', 'equals-ignore-case': 'list' },
  exclusionFault: () => 'prefix/suffix match pattern must be a string',
};

/**
 * Reads an event pattern as PutRule and TestEventPattern do.
 * @throws EventPatternError with AWS's text, for any text that is not a pattern
 */
export function parseEventPattern(text: string): EventPattern {
  try {
    const branches = compileText(text);
    checkLimits(branches);
    return { text, branches };
  } catch (error) {
    if (error instanceof Refusal) throw new EventPatternError(error.message, error.place);
    throw error;
  }
}

function compileText(text: string): Branch[] {
  try {
    return new PatternCompiler(new JsonReader(text), modern, true).compile();
  } catch (error) {
    // A refusal that names no place is not one of the grammar, and is final.
    if (!(error instanceof Refusal) || error.place === undefined || !text.includes('$or')) throw error;
    return compileOlder(text) ?? fail(error);
  }
}

function fail(error: Refusal): never {
  throw error;
}

function compileOlder(text: string): Branch[] | undefined {
  try {
    return new PatternCompiler(new JsonReader(text), older, false).compile();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function checkLimits(branches: readonly Branch[]): void {
  for (const branch of branches) {
    if (branch.length > MAX_FIELDS) throw new Refusal(`Size of rule exceeds max value of ${MAX_FIELDS}`);
  }
  if (wildcardComplexity(branches, MAX_COMPLEXITY + 1) > MAX_COMPLEXITY) {
    throw new Refusal(
      'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
    );
  }
}

type Fields = Map<string, readonly Clause[]>;

/** Reads a pattern's objects and arrays into branches; what is read last for a path is what counts. */
export class PatternCompiler {
  private readonly reader: JsonReader;
  private readonly dialect: Dialect;
  private readonly hasOr: boolean;
  private readonly path: string[] = [];
  /** How deep each field that was read lies; 1 at the root. */
  readonly depths = new Map<string, number>();
  /** Whether some field lies deeper than the root. */
  nested = false;

  constructor(reader: JsonReader, dialect: Dialect, hasOr: boolean) {
    this.reader = reader;
    this.dialect = dialect;
    this.hasOr = hasOr;
  }

  compile(): Branch[] {
    if (this.reader.next() !== '{') throw this.reader.refuse('Filter is not an object');
    const branches = this.readObject([], false);
    return branches.map((fields) =>
      Array.from(fields, ([path, clauses]) => ({ path, clauses })).sort((a, b) => (a.path < b.path ? -1 : 1)),
    );
  }

  /** @returns the branches so far, each with what this object adds */
  private readObject(before: Fields[], insideOr: boolean): Fields[] {
    let branches = before;
    let fieldsPresent = false;
    while (this.reader.next() !== '}') {
      fieldsPresent = true;
      const name = this.reader.currentName;
      if (name === '$or' && this.hasOr) {
        branches = this.readOr(branches);
        continue;
      }
      if (insideOr && RESERVED_IN_OR.has(name)) {
        throw this.reader.refuse(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
      }
      branches = this.readField(name, branches, insideOr);
    }
    if (!fieldsPresent) throw this.reader.refuse('Empty objects are not allowed');
    return branches;
  }

  private readField(name: string, branches: Fields[], insideOr: boolean): Fields[] {
    const token = this.reader.next();
    if (token !== '{' && token !== '[') throw this.reader.refuse(`"${name}" must be an object or an array`);
    this.path.push(name);
    if (token === '{') this.nested = true;
    const after = token === '{' ? this.readObject(branches, insideOr) : this.readClauses(branches);
    this.path.pop();
    return after;
  }

  /** `$or` multiplies the branches so far by the objects in its array. */
  private readOr(branches: Fields[]): Fields[] {
    if (this.reader.next() !== '[') throw this.reader.refuse('It must be an Array followed with $or.');
    const multiplied: Fields[] = [];
    let objects = 0;
    while (this.reader.next() !== ']') {
      objects += 1;
      if (this.reader.token !== '{') {
        throw this.reader.refuse('Only JSON object is allowed in array of $or relationship.');
      }
      const copies = branches.length === 0 ? [new Map() as Fields] : branches.map((fields) => new Map(fields));
      multiplied.push(...this.readObject(copies, true));
      if (multiplied.length > MAX_BRANCHES) {
        throw new Refusal(`Rule is too complex - $or may combine to at most ${MAX_BRANCHES} alternatives`);
      }
    }
    if (objects < 2) throw this.reader.refuse('There must have at least 2 Objects in $or relationship.');
    return multiplied;
  }

  private readClauses(branches: Fields[]): Fields[] {
    const path = this.path.join('.');
    const clauses: Clause[] = [];
    while (this.reader.next() !== ']') clauses.push(this.readElement());
    if (clauses.length === 0) throw this.reader.refuse('Empty arrays are not allowed');
    if (clauses.some(isAddress) && clauses.some(({ kind }) => kind === 'anything-but')) clauses.push(...anyAddress);
    this.depths.set(path, this.path.length);
    const written = branches.length === 0 ? [new Map() as Fields] : branches;
    for (const fields of written) fields.set(path, clauses);
    return written;
  }

  private readElement(): Clause {
    const { reader } = this;
    switch (reader.token) {
      case '{':
        return parseClause(reader, this.dialect);
      case 'string':
        return stringClause(reader.text());
      case 'number':
        return { kind: 'number', text: reader.text(), value: comparableNumber(reader.text()) };
      case 'true':
      case 'false':
      case 'null':
        return { kind: 'word', text: reader.token };
      default:
        throw reader.refuse('Match value must be String, number, true, false, or null');
    }
  }
}

/** A string that is an IP address matches all spellings of the address. */
function stringClause(text: string): Clause {
  const digits = addressDigits(text);
  return digits === undefined ? { kind: 'string', text } : { kind: 'address', text, low: digits, high: digits };
}

const isAddress = ({ kind }: Clause) => kind === 'cidr' || kind === 'address';

/**
 * Where a field asks for an address, EventBridge also matches every address as an address, and then finds nothing that
 * `anything-but` excludes: beside a `cidr`, `anything-but` is satisfied by any address at all.
 */
const anyAddress: readonly Clause[] = ['0.0.0.0/0', '::/0'].map((text) => ({ kind: 'cidr', text, ...cidrRange(text) }));

const RESERVED_IN_OR: ReadonlySet<string> = new Set([
  'exactly',
  'equals-ignore-case',
  'prefix',
  'suffix',
  'anything-but',
  'exists',
  'wildcard',
  'numeric',
  'cidr',
  '=',
  '<',
  '<=',
  '>',
  '>=',
  'regex',
  'not-wildcard',
  'not-equals-ignore-case',
  'date-after',
  'date-on-or-after',
  'date-before',
  'date-on-or-before',
  'in-date-range',
  'ip-address-in-range',
  'ip-address-not-in-range',
]);
