/**
 * Parts of CloudWatch Logs filter patterns on CloudTrail records, to be put between `{` and `}`. Each is closed by its
 * own parentheses, so that `&&` and `||` around it mean what they seem to.
 */

/** `eventName` is one of these. */
export const eventNameIs = (...names: readonly [string, ...string[]]): string => oneOf('$.eventName', names);

/** The call went to this service. */
export const eventSourceIs = (source: string): string => oneOf('$.eventSource', [source]);

/** The field's text is one of these; `*` in a value stands for anything. */
export const oneOf = (selector: string, values: readonly string[]): string => {
  const conditions = values.map((value) => `(${selector} = "${value}")`);
  return conditions.length === 1 ? conditions.join('') : `(${conditions.join(' || ')})`;
};
