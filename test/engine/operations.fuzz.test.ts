import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matcher } from '../../engine/http/constraints/pattern.ts';
import { type Constraints, type ConstraintTable, readTable } from '../../engine/http/constraints/table.ts';
import { modelOf } from '../../engine/http/model.ts';
import type { Member, Shape, StructureShape } from '../../engine/http/schemas.ts';
import { type Engine, startEngine } from '../../engine/index.ts';
import { definitions } from '../../engine/services.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 6);
/** Operations that wait or run code of their own. */
const LEFT_OUT = new Set(['ReceiveMessage', 'Invoke', 'InvokeAsync', 'StartQuery']);
const TEXTS = [
  ...[
    'a',
    'test',
    '1',
    '/a/b',
    'a-b_c',
    'alias/test',
    'text',
    '[]',
    '{}',
    '{ $.a = "b" }',
    '{"source":["a"]}',
    'rate(1 minute)',
  ],
  ...['arn:aws:sns:us-east-1:123456789012:test', 'arn:aws:sqs:us-east-1:123456789012:test', 'arn:aws:s3:::test'],
  ...['arn:aws:iam::123456789012:role/test', 'arn:aws:lambda:us-east-1:123456789012:function:test', 'test@example.com'],
  ...['arn:aws:logs:us-east-1:123456789012:log-group:test:*', 'arn:aws:events:us-east-1:123456789012:rule/test'],
  ...[
    '123456789012',
    'us-east-1',
    'arn:aws:kms:us-east-1:123456789012:key/a',
    '2026-01-01T00:00:00Z',
    'https://example.com',
  ],
  ...['', '\0', '☃', '__proto__', 'constructor', '%', '$', '[', '{', 'x'.repeat(300)],
];

/** Values of a shape: mostly what the model allows, so that they get as far as the operation, and sometimes not. */
class Values {
  readonly #table: ConstraintTable;

  constructor(table: ConstraintTable) {
    this.#table = table;
  }

  input(operation: string, shape: StructureShape): fc.Arbitrary<object> {
    return this.#structure(shape, this.#named(this.#table.inputs[operation]), 0) as fc.Arbitrary<object>;
  }

  #named(name: string | undefined): Constraints | undefined {
    return name === undefined ? undefined : this.#table.shapes[name];
  }

  #of(shape: Shape, constraints: Constraints | undefined, depth: number): fc.Arbitrary<unknown> {
    switch (shape.kind) {
      case 'structure':
        return this.#structure(shape, constraints, depth);
      case 'list': {
        const item = this.#of(shape.value.shape, this.#named(constraints?.member), depth + 1);
        return fc.array(item, { minLength: Math.min(constraints?.min ?? 0, 3), maxLength: 3 });
      }
      case 'map':
        return fc.dictionary(
          this.#of(shape.key.shape, this.#named(constraints?.key), depth + 1) as fc.Arbitrary<string>,
          this.#of(shape.value.shape, this.#named(constraints?.value), depth + 1),
          { maxKeys: 2 },
        );
      case 'number':
        return fc.constantFrom(
          0,
          1,
          2,
          60,
          300,
          -1,
          1e15,
          0.5,
          ...[constraints?.min, constraints?.max].filter((n) => n !== undefined),
        );
      case 'boolean':
        return fc.boolean();
      case 'timestamp':
        return fc.constantFrom(0, 946_684_800, 946_684_801.5, 4e9, -1e12);
      case 'blob':
        return fc.constantFrom('', 'AAAA', 'eyJhIjoxfQ==');
      default:
        return text(constraints);
    }
  }

  #structure(shape: StructureShape, constraints: Constraints | undefined, depth: number): fc.Arbitrary<unknown> {
    const required = new Set(constraints?.required ?? []);
    const members = shape.members.filter(({ name }) => depth < 4 || required.has(name));
    const value = ({ name, shape: inner }: Member) =>
      this.#of(inner, this.#named(constraints?.members?.[name]), depth + 1);
    // A shape may contain itself, so the members' values are only made when they are wanted.
    const entries = members.map((member) => {
      const wanted = required.has(member.name) ? 0.98 : depth === 0 ? 0.4 : 0.25;
      return fc
        .integer({ min: 0, max: 999 })
        .chain((roll) => (roll / 1000 < wanted && depth < 7 ? value(member) : fc.constant(undefined)))
        .map((found) => [member.name, found] as const);
    });
    return fc.tuple(...entries).map((found) => Object.fromEntries(found.filter(([, item]) => item !== undefined)));
  }
}

function text(constraints: Constraints | undefined): fc.Arbitrary<string> {
  const { enum: values, pattern, min = 0, max = Number.POSITIVE_INFINITY } = constraints ?? {};
  if (values) return fc.constantFrom(...values);
  const matches = pattern === undefined ? undefined : matcher(pattern);
  const fitting = TEXTS.filter((one) => one.length >= min && one.length <= max && (!matches || matches(one)));
  if (fitting.length === 0) return fc.constantFrom(...TEXTS);
  // Mostly the same name, so that what one operation makes another finds.
  const name = fitting.find((one) => one.includes('test')) ?? fitting[0]!;
  return fc.oneof({ weight: 2, arbitrary: fc.constant(name) }, { weight: 1, arbitrary: fc.constantFrom(...fitting) });
}

let engine: Engine;
const logged: string[] = [];

beforeAll(async () => {
  const note = (message: string, about?: unknown) => {
    logged.push(`${message}: ${about instanceof Error ? about.stack : String(about)}`);
  };
  engine = await startEngine({ clock: 'virtual', log: { warn: () => undefined, error: note } });
});
afterAll(() => engine.close());

describe('any input of any operation', () => {
  for (const [name, definition] of Object.entries(definitions)) {
    it(`of ${name} is done or refused, and never a fault`, async () => {
      const { schema } = await modelOf(definition);
      const values = new Values(readTable(definition.signingName));
      const built = Object.keys(engine.services[name as keyof typeof definitions].operations);
      const operations = built.filter((operation) => schema.operations.has(operation) && !LEFT_OUT.has(operation));
      const faults: string[] = [];
      for (let round = 0; round < RUNS; round++) {
        for (const operation of operations) {
          const [input] = fc.sample(values.input(operation, schema.operations.get(operation)!.input), {
            numRuns: 1,
            seed: seedOf(operation, round),
          });
          const before = logged.length;
          const response = await fetch(engine.url, {
            method: 'POST',
            headers: {
              'x-amz-target': `${schema.target}.${operation}`,
              'content-type': 'application/x-amz-json-1.1',
              authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/${definition.signingName}/aws4_request, SignedHeaders=host, Signature=0`,
            },
            body: JSON.stringify(input),
          });
          const answer = await response.text();
          if (response.status === 500 || logged.length > before) {
            faults.push(
              `${operation} ${JSON.stringify(input).slice(0, 300)} -> ${answer.slice(0, 100)} ${logged.slice(before).join('\n')}`,
            );
          }
        }
      }

      expect(operations.length).toBeGreaterThan(0);
      expect(faults).toEqual([]);
    });
  }
});

const seedOf = (operation: string, round: number): number =>
  [...operation].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, round * 7919);
