import { AwsError } from '../../errors.ts';
import type { ServiceDefinition } from '../../service.ts';
import type { Shape, StructureShape } from '../schemas.ts';
import { type Matches, matcher } from './pattern.ts';
import type { Constraints, ConstraintTable } from './table.ts';
import { atLeast, atMost, demands, isNumber, matching, memberName, notNull, oneOf, show } from './words.ts';

/** One thing wrong with an input. */
interface Violation {
  /** `metricTransformations.1.member.metricName` */
  readonly path: string;
  readonly value: string;
  readonly constraint: string;
}

type Tell = (violation: Violation) => void;

/** A shape's constraints, made ready: a quick test of whole values, and the words for those that fail it. */
interface Check {
  passes(value: unknown): boolean;
  describe(value: unknown, shape: Shape | undefined, path: string, tell: Tell): void;
}

/** Checks the inputs of one service's operations against its model's constraints. */
export class InputChecker {
  readonly #table: ConstraintTable;
  readonly #code: string;
  readonly #refusal: ServiceDefinition['refusal'];
  readonly #checks = new Map<string, Check>();

  /**
   * @param code what a broken constraint is answered with
   * @param refusal gives another answer, where the service has one
   */
  constructor(table: ConstraintTable, code: string, refusal?: ServiceDefinition['refusal']) {
    this.#table = table;
    this.#code = code;
    this.#refusal = refusal;
  }

  /** Throws AWS's answer, naming all that is wrong, when the input breaks a constraint. */
  check(operation: string, input: unknown, shape: StructureShape): void {
    const name = this.#table.inputs[operation];
    const check = name === undefined ? undefined : this.#checkOf(name);
    if (!check || check.passes(input)) return;
    const violations: Violation[] = [];
    check.describe(input, shape, '', (violation) => violations.push(violation));
    const message = sentence(violations);
    throw this.#refusal?.(operation, input, message) ?? new AwsError(this.#code, message);
  }

  #checkOf(name: string): Check | undefined {
    const known = this.#checks.get(name);
    if (known) return known;
    const constraints = this.#table.shapes[name];
    if (!constraints) return undefined;
    const check = this.#make(constraints, name);
    this.#checks.set(name, check);
    return check;
  }

  #make(constraints: Constraints, name: string): Check {
    switch (constraints.type) {
      case 'structure':
        return this.#structure(constraints, name);
      case 'list':
        return this.#list(constraints, name);
      case 'map':
        return this.#map(constraints, name);
      default:
        return scalar(constraints);
    }
  }

  #structure({ required = [], members = {} }: Constraints, own: string): Check {
    const inner: [name: string, check: Check][] = [];
    // A shape that contains itself finds this check while its members' are being made.
    const check: Check = {
      passes(value) {
        const record = value as Record<string, unknown>;
        for (const name of required) if (absent(record[name])) return false;
        for (const [name, { passes }] of inner) if (!absent(record[name]) && !passes(record[name])) return false;
        return true;
      },
      describe(structure, shape, path, tell) {
        const record = structure as Record<string, unknown>;
        const members = new Map((shape?.kind === 'structure' ? shape.members : []).map((each) => [each.name, each]));
        const checks = new Map(inner);
        const names = new Set([...members.keys(), ...required, ...checks.keys()]);
        for (const name of names) {
          const value = record[name];
          const at = path === '' ? memberName(name) : `${path}.${memberName(name)}`;
          if (!absent(value)) {
            const member = members.get(name);
            checks.get(name)?.describe(value, member?.shape, at, member?.traits.sensitive ? untold(tell) : tell);
          } else if (required.includes(name)) tell({ path: at, value: 'null', constraint: notNull });
        }
      },
    };
    this.#checks.set(own, check);
    for (const [name, shape] of Object.entries(members)) {
      const found = this.#checkOf(shape);
      if (found) inner.push([name, found]);
    }
    return check;
  }

  #list(constraints: Constraints, own: string): Check {
    const length = lengthCheck(constraints, (value) => (value as unknown[]).length);
    let inner: Check | undefined;
    const check: Check = {
      passes(value) {
        if (!length.passes(value)) return false;
        if (inner) for (const item of value as unknown[]) if (!absent(item) && !inner.passes(item)) return false;
        return true;
      },
      describe: (value, shape, path, tell) => {
        length.describe(value, shape, path, tell);
        const itemShape = shape?.kind === 'list' ? shape.value.shape : undefined;
        const scalarOf = this.#scalar(constraints.member);
        for (const [at, item] of (value as unknown[]).entries()) {
          if (absent(item) || !inner || inner.passes(item)) continue;
          if (!scalarOf) inner.describe(item, itemShape, `${path}.${at + 1}.member`, tell);
          else {
            tell({
              path,
              value: show(value, shape),
              constraint: `Member must satisfy constraint: ${demands(scalarOf)}`,
            });
            return;
          }
        }
      },
    };
    this.#checks.set(own, check);
    inner = constraints.member === undefined ? undefined : this.#checkOf(constraints.member);
    return check;
  }

  #map(constraints: Constraints, own: string): Check {
    const length = lengthCheck(constraints, (value) => Object.keys(value as object).length);
    let keys: Check | undefined;
    let values: Check | undefined;
    const check: Check = {
      passes(value) {
        if (!length.passes(value)) return false;
        for (const key of Object.keys(value as object)) {
          if (keys && !keys.passes(key)) return false;
          if (values && !values.passes((value as Record<string, unknown>)[key])) return false;
        }
        return true;
      },
      describe: (value, shape, path, tell) => {
        length.describe(value, shape, path, tell);
        const entries = Object.entries(value as object);
        const keyShape = this.#scalar(constraints.key);
        if (keyShape && entries.some(([key]) => !keys?.passes(key))) {
          tell({
            path,
            value: show(value, shape),
            constraint: `Map keys must satisfy constraint: ${demands(keyShape)}`,
          });
        }
        const valueShape = this.#scalar(constraints.value);
        const wrong = entries.filter(([, item]) => values && !values.passes(item));
        if (valueShape && wrong.length > 0) {
          tell({
            path,
            value: show(value, shape),
            constraint: `Map value must satisfy constraint: ${demands(valueShape)}`,
          });
          return;
        }
        const itemShape = shape?.kind === 'map' ? shape.value.shape : undefined;
        for (const [key, item] of wrong) {
          values?.describe(item, itemShape, `${path}.${key}.member`, tell);
        }
      },
    };
    this.#checks.set(own, check);
    keys = constraints.key === undefined ? undefined : this.#checkOf(constraints.key);
    values = constraints.value === undefined ? undefined : this.#checkOf(constraints.value);
    return check;
  }

  /** The constraints of a shape that is no structure, list or map: those are told about in their container's words. */
  #scalar(name: string | undefined): Constraints | undefined {
    const found = name === undefined ? undefined : this.#table.shapes[name];
    return found && !['structure', 'list', 'map'].includes(found.type) ? found : undefined;
  }
}

/** What is wrong with a secret is said without showing it. */
const untold =
  (tell: Tell): Tell =>
  (violation) =>
    tell({ ...violation, value: '' });

const absent = (value: unknown): value is undefined | null => value === undefined || value === null;

function lengthCheck({ type, min, max }: Constraints, lengthOf: (value: unknown) => number): Check {
  return {
    passes(value) {
      const length = lengthOf(value);
      return (min === undefined || length >= min) && (max === undefined || length <= max);
    },
    describe(value, shape, path, tell) {
      const length = lengthOf(value);
      const say = (constraint: string) => tell({ path, value: show(value, shape), constraint });
      if (min !== undefined && length < min) say(atLeast(type, min));
      if (max !== undefined && length > max) say(atMost(type, max));
    },
  };
}

function scalar(constraints: Constraints): Check {
  const { type, pattern, enum: values } = constraints;
  const matches: Matches | undefined = pattern === undefined ? undefined : matcher(pattern);
  const allowed = values && new Set<unknown>(values);
  const size = lengthCheck(constraints, isNumber(type) ? (value) => Number(value) : (value) => lengthOf(value));
  return {
    passes: (value) =>
      size.passes(value) &&
      (!matches || typeof value !== 'string' || matches(value)) &&
      (!allowed || allowed.has(value)),
    describe(value, shape, path, tell) {
      const say = (constraint: string) => tell({ path, value: show(value, shape), constraint });
      if (matches && typeof value === 'string' && !matches(value)) say(matching(pattern!));
      size.describe(value, shape, path, tell);
      if (allowed && !allowed.has(value)) say(oneOf(values!));
    },
  };
}

const lengthOf = (value: unknown): number =>
  typeof value === 'string' || value instanceof Uint8Array ? value.length : 0;

function sentence(violations: readonly Violation[]): string {
  const count = violations.length === 1 ? '1 validation error' : `${violations.length} validation errors`;
  const said = violations.map(
    ({ path, value, constraint }) =>
      `Value ${value === '' ? '' : `${value} `}at '${path}' failed to satisfy constraint: ${constraint}`,
  );
  return `${count} detected: ${said.join('; ')}`;
}
