/**
 * CloudWatch writes its texts with a Java runtime: a double always carries a fraction (`1.0`), and very large or small ones an
 * exponent (`1.0E7`). State reasons, reason data and notification bodies repeat that spelling to the letter.
 */

/** A number that is a double in AWS's own records and so is written as Java writes it. */
export class Double {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

export type JavaJson =
  | null
  | boolean
  | number
  | string
  | Double
  | readonly JavaJson[]
  | { readonly [key: string]: JavaJson | undefined };

/** A double as `Double.toString` of Java spells it: `21.5`, `1.0`, `1.0E7`, `4.0E-4`. */
export function javaDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) {
    const plain = value.toString();
    return plain.includes('.') ? plain : `${plain}.0`;
  }
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`;
}

/** JSON text with every `Double` in Java's spelling; keys whose value is undefined are left out. */
export function javaJson(value: JavaJson): string {
  if (value instanceof Double) return javaDouble(value.value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(javaJson).join(',')}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${javaJson(member as JavaJson)}`).join(',')}}`;
}
