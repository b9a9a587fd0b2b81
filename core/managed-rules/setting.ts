import type { Json, JsonObject } from '../cloudtrail/index.ts';
import { textAt } from './read.ts';
import { compliantWhen, defineResourceRule, type ResourceRule } from './rule.ts';

interface Setting {
  readonly id: string;
  readonly resourceTypes: readonly string[];
  readonly periodic?: true;
  /** Where the setting stands, in `configuration` unless the path begins with `supplementaryConfiguration`. */
  readonly path: string;
  /** The values that comply. */
  readonly is: readonly [Json, ...Json[]];
  /** One that does not. */
  readonly not: Json;
  /** Whether a resource complies that does not have the setting at all. */
  readonly isFineWithout?: true;
  readonly whyNot: string;
}

/** A rule that wants one setting to have one of some values; its examples follow from that. */
export function settingRule({
  id,
  resourceTypes,
  periodic,
  path,
  is,
  not,
  isFineWithout,
  whyNot,
}: Setting): ResourceRule {
  const allowed = new Set(is.map(String));
  const example = (value: Json) => nested(path, value);
  const without = { configuration: {} };
  return defineResourceRule({
    id,
    resourceTypes,
    ...(periodic && { periodic }),
    evaluate: ({ configuration, supplementaryConfiguration }) => {
      const [first = '', ...rest] = path.split('.');
      const found =
        first === 'supplementaryConfiguration'
          ? textAt(supplementaryConfiguration, rest.join('.'))
          : textAt(configuration, path);
      return compliantWhen(found === '' ? isFineWithout === true : allowed.has(found), whyNot);
    },
    complies: [...is.map(example), ...(isFineWithout ? [without] : [])],
    violates: [example(not), ...(isFineWithout ? [] : [without])],
  });
}

function nested(path: string, value: Json): { readonly [part: string]: JsonObject } {
  const full = path.startsWith('supplementaryConfiguration.') ? path : `configuration.${path}`;
  return full.split('.').reduceRight<Json>((below, name) => ({ [name]: below }), value) as {
    [part: string]: JsonObject;
  };
}
