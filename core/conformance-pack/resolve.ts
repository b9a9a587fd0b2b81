import { isObject, type Json, type JsonObject } from '../cloudtrail/index.ts';
import { PackError } from './error.ts';

const NO_VALUE = 'AWS::NoValue';

/** CloudFormation's functions as far as conformance packs use them: Ref, Fn::If, Fn::Equals, Fn::Not, Fn::And, Fn::Or, Fn::Join, Fn::Sub. */
export class Resolver {
  readonly #parameters: Readonly<Record<string, string>>;
  readonly #conditions: JsonObject;
  readonly #running = new Set<string>();

  constructor(parameters: Readonly<Record<string, string>>, conditions: JsonObject) {
    this.#parameters = parameters;
    this.#conditions = conditions;
  }

  /** @returns the value without functions; undefined for `AWS::NoValue` */
  resolve(value: Json | undefined): Json | undefined {
    if (Array.isArray(value)) return (value as readonly Json[]).flatMap((each) => this.resolve(each) ?? []);
    if (!isObject(value)) return value;
    const [[name, argument] = [], ...rest] = Object.entries(value);
    if (name !== undefined && rest.length === 0 && (name === 'Ref' || name.startsWith('Fn::')))
      return this.#call(name, argument);
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, each]) => {
        const resolved = this.resolve(each);
        return resolved === undefined ? [] : [[key, resolved]];
      }),
    );
  }

  /** Whether a named condition holds. */
  holds(name: string): boolean {
    const condition = Object.hasOwn(this.#conditions, name) ? this.#conditions[name] : undefined;
    if (condition === undefined) throw new PackError(`there is no condition ${name}`);
    if (this.#running.has(name)) throw new PackError(`condition ${name} depends on itself`);
    this.#running.add(name);
    try {
      return this.#test(condition);
    } finally {
      this.#running.delete(name);
    }
  }

  #call(name: string, argument: Json | undefined): Json | undefined {
    if (name === 'Ref') return this.#ref(String(argument));
    const list = Array.isArray(argument) ? (argument as readonly Json[]) : [];
    if (name === 'Fn::If') return this.resolve(this.holds(String(list[0])) ? list[1] : list[2]);
    if (name === 'Fn::Join') return listIn(this.resolve(list[1])).join(String(list[0] ?? ''));
    if (name === 'Fn::Sub') return this.#substitute(typeof argument === 'string' ? argument : String(list[0]));
    return String(this.#test({ [name]: argument }));
  }

  #ref(name: string): string | undefined {
    if (name === NO_VALUE) return undefined;
    if (Object.hasOwn(this.#parameters, name)) return this.#parameters[name];
    // AWS's own values (its partition, the account) are not known here and stand as they are written.
    if (name.startsWith('AWS::')) return `\${${name}}`;
    throw new PackError(`there is no parameter ${name}`);
  }

  #substitute = (text: string): string =>
    text.replaceAll(/\$\{([\w:]+)\}/g, (_, name: string) => this.#ref(name) ?? '');

  #test(condition: Json): boolean {
    const [[name, argument] = []] = isObject(condition) ? Object.entries(condition) : [];
    const list = Array.isArray(argument) ? (argument as readonly Json[]) : [];
    switch (name) {
      case 'Condition':
        return this.holds(String(argument));
      case 'Fn::Equals':
        return String(this.resolve(list[0]) ?? '') === String(this.resolve(list[1]) ?? '');
      case 'Fn::Not':
        return !this.#test(list[0] ?? null);
      case 'Fn::And':
        return list.every((each) => this.#test(each));
      case 'Fn::Or':
        return list.some((each) => this.#test(each));
      default:
        throw new PackError(`${name ?? JSON.stringify(condition)} is no condition`);
    }
  }
}

const listIn = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);
