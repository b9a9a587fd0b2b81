export interface ParameterType {
  readonly type: 'String' | 'int' | 'boolean' | 'CSV';
  readonly default?: string;
  /** The default where a rule is given no parameter at all; beside others, one that is not given is not asked for. */
  readonly alone?: string;
  readonly isRequired?: true;
}

export type ParametersOf = Readonly<Record<string, ParameterType>>;

/** Each parameter's text; empty for one that is neither given nor has a default. */
export type ParameterValues = Readonly<Record<string, string>>;

/** Thrown when a rule is given parameters it does not take; the message is AWS's as far as known. */
export class ParameterError extends Error {
  override readonly name = 'ParameterError';
}

/**
 * The parameters a rule is judged with: those given, and defaults for the others.
 * @throws ParameterError for a name the rule does not have, a value that is not of its type, or a required one that is missing
 */
export function parameterValues(types: ParametersOf, given: Readonly<Record<string, unknown>>): ParameterValues {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(types, name));
  if (unknown.length > 0) {
    const rest = Object.fromEntries(unknown.map((name) => [name, given[name]]));
    throw new ParameterError(`Unknown parameters provided in the inputParameters: ${JSON.stringify(rest)}.`);
  }
  const isAlone = Object.keys(given).length === 0;
  return Object.fromEntries(
    Object.entries(types).map(([name, type]) => {
      const usual = type.default ?? (isAlone ? type.alone : undefined);
      return [name, textOf(name, { ...type, default: usual }, given[name])];
    }),
  );
}

/** The required parameters that are not given: AWS has defaults for some of them in its console alone. */
export const requiredMissing = (types: ParametersOf, given: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(types).flatMap(([name, { isRequired }]) => (isRequired && !Object.hasOwn(given, name) ? [name] : []));

function textOf(name: string, { type, default: usual, isRequired }: ParameterType, given: unknown): string {
  const text = given === undefined || given === null ? '' : String(given).trim();
  if (text === '') {
    if (isRequired && usual === undefined) {
      throw new ParameterError(`The required parameter [${name}] is not present in the inputParameters.`);
    }
    return usual ?? '';
  }
  const isRight = type === 'int' ? /^-?\d+$/.test(text) : type !== 'boolean' || /^(true|false)$/i.test(text);
  if (!isRight) throw new ParameterError(`The value of the parameter [${name}] is no ${type}: ${text.slice(0, 100)}`);
  return text;
}

/** The values of a comma-separated list, without blanks. */
export const csv = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Whether a list allows a value: every value, where the list is empty. */
export const isAllowed = (list: string | undefined, value: string): boolean => {
  const allowed = csv(list);
  return allowed.length === 0 || allowed.includes(value);
};

/** Whether a key's ARN is meant by a parameter, which may be the ARN or the key's id. */
export const isKey = (arn: string, wanted: string): boolean => arn === wanted || arn.endsWith(`/${wanted}`);
