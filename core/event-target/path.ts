/** Thrown for a path EventBridge would not take; the message says why. */
export class TargetPathError extends Error {
  override readonly name = 'TargetPathError';
}

type Step = string | number | '*';

const STEP = /\.([A-Za-z0-9_\-$@]+|\*)|\[(\d+|\*)\]/y;

/**
 * The steps of a path as a target's InputPath and InputPathsMap write it: `$.detail.user`, `$.resources[0]`,
 * `$.detail.items[*].id`. Names in brackets and quotes are refused, as users measured of AWS.
 * @throws TargetPathError when it is none
 */
export function parseTargetPath(text: string): readonly Step[] {
  if (!text.startsWith('$')) throw new TargetPathError('a path begins with $');
  const steps: Step[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < text.length) {
    const at = STEP.lastIndex;
    const found = STEP.exec(text);
    if (!found) throw new TargetPathError(`not a path from character ${at + 1}`);
    const [, name, index] = found;
    if (index === undefined) steps.push(name ?? '');
    else steps.push(index === '*' ? '*' : Number(index));
  }
  return steps;
}

/** What a path finds in an event; undefined when there is nothing. With `*` a list of all that was found. */
export function valueAt(value: unknown, steps: readonly Step[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (step === '*') {
    if (typeof value !== 'object' || value === null) return undefined;
    const found = Object.values(value)
      .map((each) => valueAt(each, rest))
      .filter((each) => each !== undefined);
    return found.length === 0 ? undefined : found;
  }
  if (Array.isArray(value)) return typeof step === 'number' ? valueAt(value[step], rest) : undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return valueAt((value as Record<string, unknown>)[step], rest);
}
