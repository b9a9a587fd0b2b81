import type { Place } from '../errors.ts';

/** A JSON value of merged files: each part knows the file and line it came from. */
export type Sourced =
  | { readonly kind: 'object'; readonly place: Place; readonly members: Map<string, Sourced> }
  | { readonly kind: 'array'; readonly place: Place; readonly items: Sourced[] }
  | { readonly kind: 'scalar'; readonly place: Place; readonly value: string | number | boolean | null };

/** Reads values whose shape has been checked: what is missing, or of another type than asked for, is undefined. */
export class Reader {
  private readonly node: Sourced | undefined;
  private readonly around: Place;

  constructor(node: Sourced | undefined, around: Place = { file: '', line: 1 }) {
    this.node = node;
    this.around = node?.place ?? around;
  }

  get present(): boolean {
    return this.node !== undefined;
  }

  /** Where it stands, or, for what is missing, where it would. */
  get place(): Place {
    return this.around;
  }

  at(...path: readonly string[]): Reader {
    const [key, ...rest] = path;
    if (key === undefined) return this;
    const within = this.node?.kind === 'object' ? this.node.members.get(key) : undefined;
    return new Reader(within, this.around).at(...rest);
  }

  keys(): string[] {
    return this.node?.kind === 'object' ? [...this.node.members.keys()] : [];
  }

  items(): Reader[] {
    return this.node?.kind === 'array' ? this.node.items.map((item) => new Reader(item)) : [];
  }

  value(): string | number | boolean | null | undefined {
    return this.node?.kind === 'scalar' ? this.node.value : undefined;
  }

  text(key: string): string | undefined {
    const value = this.at(key).value();
    return typeof value === 'string' ? value : undefined;
  }

  number(key: string): number | undefined {
    const value = this.at(key).value();
    return typeof value === 'number' ? value : undefined;
  }

  flag(key: string): boolean | undefined {
    const value = this.at(key).value();
    return typeof value === 'boolean' ? value : undefined;
  }

  texts(): string[] {
    return this.items().flatMap((item) => {
      const value = item.value();
      return typeof value === 'string' ? [value] : [];
    });
  }

  textMap(): Record<string, string> {
    return Object.fromEntries(
      this.keys().flatMap((key) => (this.text(key) === undefined ? [] : [[key, this.text(key)!]])),
    );
  }
}
