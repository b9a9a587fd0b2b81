import type { Value } from '../resource.ts';

/** What a resource is referred to by, once made. */
export interface Made {
  readonly Ref: string;
  readonly Arn: string;
}

/** Puts what references stand for in their place. */
export class Resolver {
  readonly account: string;
  readonly #made = new Map<string, Made>();

  constructor(account: string) {
    this.account = account;
  }

  add(id: string, made: Made): void {
    this.#made.set(id, made);
  }

  resolve(value: Value, region: string): Value {
    if (Array.isArray(value)) return value.map((each) => this.resolve(each, region));
    if (typeof value !== 'object' || value === null) return value;
    const found = value as Readonly<Record<string, Value>>;
    if (typeof found.Ref === 'string') return this.#of(found.Ref, 'Ref');
    const attribute = found['Fn::GetAtt'];
    if (Array.isArray(attribute)) return this.#of(String(attribute[0]), String(attribute[1]));
    const text = found['Fn::Sub'];
    if (typeof text === 'string') return this.#substitute(text, region);
    return Object.fromEntries(Object.entries(found).map(([key, each]) => [key, this.resolve(each, region)]));
  }

  #substitute(text: string, region: string): string {
    return text
      .replaceAll('${AWS::AccountId}', this.account)
      .replaceAll('${AWS::Region}', region)
      .replaceAll(/\$\{([A-Za-z0-9]+)(?:\.([A-Za-z]+))?\}/g, (_, id: string, attribute = 'Ref') =>
        this.#of(id, attribute),
      );
  }

  #of(id: string, attribute: string): string {
    const made = this.#made.get(id);
    const value = made?.[attribute as keyof Made];
    if (value === undefined) throw new Error(`${id} has no ${attribute}`);
    return value;
  }
}
