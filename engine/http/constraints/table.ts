import { readFileSync } from 'node:fs';
import directory from './services.generated.json' with { type: 'json' };

/** What one shape of a service's model demands, as `scripts/generate-constraints.ts` wrote it down. */
export interface Constraints {
  readonly type: string;
  /** Names of the members that must be there. */
  readonly required?: readonly string[];
  /** Shapes of the members that are constrained, by the members' names. */
  readonly members?: Readonly<Record<string, string>>;
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
  /** Of numbers the value; of text, bytes, lists and maps the length. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

export interface ConstraintTable {
  /** Each operation's input, by name; operations whose input may be anything are absent. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly shapes: Readonly<Record<string, Constraints>>;
}

const NONE: ConstraintTable = { inputs: {}, shapes: {} };

const written = new Set(directory.services.map(({ signingName }) => signingName));

/** The table of a service, by the name it signs with; an empty one for a service whose model was not written down. */
export function readTable(signingName: string): ConstraintTable {
  if (!written.has(signingName)) return NONE;
  return JSON.parse(readFileSync(new URL(`./${signingName}.generated.json`, import.meta.url), 'utf8'));
}
