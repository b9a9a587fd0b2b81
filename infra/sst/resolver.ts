import type { Value } from '../resource.ts';
import type { Registered } from './registered.ts';

/** Puts outputs of resources in the place of references to them. */
export class Resolver {
  readonly #account: $util.Output<string>;
  readonly #registered = new Map<string, Registered>();

  constructor(account: $util.Output<string>) {
    this.#account = account;
  }

  add(id: string, registered: Registered): void {
    this.#registered.set(id, registered);
  }

  of(id: string): Registered {
    const found = this.#registered.get(id);
    if (!found) throw new Error(`${id} is not registered yet`);
    return found;
  }

  resolve(value: Value, region: string): unknown {
    if (Array.isArray(value)) return value.map((each) => this.resolve(each, region));
    if (typeof value !== 'object' || value === null) return value;
    const found = value as Readonly<Record<string, Value>>;
    if (typeof found.Ref === 'string') return this.of(found.Ref).ref;
    const attribute = found['Fn::GetAtt'];
    if (Array.isArray(attribute)) return this.of(String(attribute[0])).arn;
    const text = found['Fn::Sub'];
    if (typeof text === 'string') return this.#substitute(text, region);
    return Object.fromEntries(Object.entries(found).map(([key, each]) => [key, this.resolve(each, region)]));
  }

  #substitute(text: string, region: string): $util.Output<string> {
    const parts = text.split(/(\$\{[A-Za-z0-9:.]+\})/).map((part) => this.#part(part, region));
    return $util.concat(...parts);
  }

  #part(part: string, region: string): $util.Input<string> {
    const [, name, attribute] = /^\$\{([A-Za-z0-9:]+)(?:\.([A-Za-z]+))?\}$/.exec(part) ?? [];
    if (name === undefined) return part;
    if (name === 'AWS::AccountId') return this.#account;
    if (name === 'AWS::Region') return region;
    return attribute === undefined ? this.of(name).ref : this.of(name).arn;
  }
}
