import type { Json, JsonObject } from '../../core/cloudtrail/index.ts';
import { RuleError } from './errors.ts';
import { checkedTexts, type RuleTexts } from './texts.ts';

/** A configuration item as a rule reads it: the fields of AWS Config's items, `configuration` as an object. */
export interface RuleItem {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName?: string;
  readonly arn?: string;
  readonly accountId?: string;
  readonly awsRegion?: string;
  readonly configuration: JsonObject;
  readonly supplementaryConfiguration?: JsonObject;
  readonly tags?: Readonly<Record<string, string>>;
}

export type Compliance = 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';

/** A rule's verdict on one item. The annotation says what decided; AWS takes 256 characters of it. */
export interface Verdict {
  readonly compliance: Compliance;
  readonly annotation?: string;
}

export type Parameters = Readonly<Record<string, string>>;

/** A Config rule as its file writes it. */
export interface ConfigRuleDefinition<P extends Parameters = Parameters> extends RuleTexts {
  readonly resourceTypes: readonly string[];
  /** Parameters with the values they have unless set otherwise. */
  readonly parameters?: P;
  /** Pure: the same item and parameters, the same verdict. */
  readonly evaluate: (item: RuleItem, parameters: P) => Verdict;
  /** Items that comply. */
  readonly complies: readonly RuleItem[];
  /** Items that do not. */
  readonly violates: readonly RuleItem[];
}

/** A rule on configuration items, judged each time one changes. */
export interface ConfigRule extends RuleTexts {
  readonly kind: 'config-rule';
  readonly resourceTypes: readonly string[];
  readonly parameters: Parameters;
  readonly evaluate: (item: RuleItem, parameters?: Parameters) => Verdict;
  readonly complies: readonly RuleItem[];
  readonly violates: readonly RuleItem[];
}

const annotationLimit = 256;

/**
 * A Config rule from its definition. Items of other types are NOT_APPLICABLE without asking it.
 * @throws RuleError when it lacks a text, a resource type, or an example of either kind
 */
export function defineConfigRule<const P extends Parameters>(definition: ConfigRuleDefinition<P>): ConfigRule {
  const texts = checkedTexts(definition);
  const { resourceTypes, evaluate, complies, violates } = definition;
  const defaults = (definition.parameters ?? {}) as P;
  if (!resourceTypes?.length) throw new RuleError(`rule "${texts.id}": name at least one resource type`);
  if (!complies?.length || !violates?.length) {
    throw new RuleError(`rule "${texts.id}": give at least one item that complies and one that violates`);
  }
  return {
    kind: 'config-rule',
    ...texts,
    resourceTypes,
    parameters: defaults,
    evaluate: (item, parameters) =>
      resourceTypes.includes(item.resourceType)
        ? shortened(evaluate(item, { ...defaults, ...parameters }))
        : notApplicable(`the rule is about ${resourceTypes.join(', ')}`),
    complies,
    violates,
  };
}

export const compliant = (annotation?: string): Verdict => ({ compliance: 'COMPLIANT', annotation });
export const nonCompliant = (annotation: string): Verdict => ({ compliance: 'NON_COMPLIANT', annotation });
export const notApplicable = (annotation?: string): Verdict => ({ compliance: 'NOT_APPLICABLE', annotation });

/** A value that Config sometimes gives as JSON text: parsed where it is, as it stands otherwise. */
export function parsed(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

const shortened = (verdict: Verdict): Verdict =>
  verdict.annotation === undefined || verdict.annotation.length <= annotationLimit
    ? verdict
    : { ...verdict, annotation: `${verdict.annotation.slice(0, annotationLimit - 1)}…` };
