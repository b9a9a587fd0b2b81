import type { JsonObject } from '../cloudtrail/index.ts';
import type { ParametersOf, ParameterValues } from './parameters.ts';

/** The part of a configuration item a managed rule reads. */
export interface JudgedItem {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName?: string | null;
  readonly configuration: JsonObject | null;
  readonly supplementaryConfiguration: JsonObject;
  readonly tags: Readonly<Record<string, string>>;
  readonly relationships: readonly { readonly resourceType: string; readonly resourceId: string }[];
}

export type Compliance = 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';

export interface Verdict {
  readonly compliance: Compliance;
  /** What decided; AWS takes 256 characters of it. */
  readonly annotation?: string;
}

export interface Judgement {
  readonly parameters: ParameterValues;
  /** ms since 1970, for rules about ages. */
  readonly now: number;
}

/** An item of an example: what matters of it, and the parameters it is judged with where they are not the defaults. */
export interface Example extends Partial<JudgedItem> {
  /** Resources of the types a rule looks at beside this one. */
  readonly others?: readonly Partial<JudgedItem>[];
  readonly parameters?: Readonly<Record<string, string>>;
}

interface Shared {
  /** AWS's identifier, `ENCRYPTED_VOLUMES`: a rule's `SourceIdentifier`. */
  readonly id: string;
  readonly resourceTypes: readonly string[];
  /** Absent when AWS judges each change of a resource; otherwise AWS asks its services now and then, or does both (`also`). */
  readonly periodic?: true | 'also';
  readonly parameters?: ParametersOf;
}

/** Judges resources one by one. */
export interface ResourceRule extends Shared {
  /** Types of resources it looks at beside the one it judges. */
  readonly beside?: readonly string[];
  /** @param others all resources of the types beside */
  readonly evaluate: (item: JudgedItem, judgement: Judgement, others: readonly JudgedItem[]) => Verdict;
  readonly complies: readonly Example[];
  readonly violates: readonly Example[];
  /** What the rule says nothing about. */
  readonly exempts?: readonly Example[];
}

/** Judges the account by all its resources of some types. */
export interface AccountRule extends Shared {
  /** What of a resource the verdict hangs on, a resource that has nothing of it like one that is not there; absent where all of it counts. */
  readonly hangsOn?: (item: JudgedItem) => readonly string[];
  readonly judge: (items: readonly JudgedItem[], judgement: Judgement) => Verdict;
  readonly complies: readonly (readonly Example[])[];
  readonly violates: readonly (readonly Example[])[];
}

export type ManagedRule = ResourceRule | AccountRule;

export const defineResourceRule = (rule: ResourceRule): ResourceRule => rule;
export const defineAccountRule = (rule: AccountRule): AccountRule => rule;

/** The type of the resource a verdict on the whole account is about, and of the item that holds the account's own settings. */
export const ACCOUNT = 'AWS::::Account';

/** A verdict by one condition; the annotation says what is wrong where it does not hold. */
export const compliantWhen = (isFine: boolean, whyNot: string): Verdict =>
  isFine ? { compliance: 'COMPLIANT' } : { compliance: 'NON_COMPLIANT', annotation: whyNot };

/** A rule that is about something else, or an item that does not say. */
export const notApplicable = (annotation: string): Verdict => ({ compliance: 'NOT_APPLICABLE', annotation });

/** By whether something is found wrong: its description, or nothing. */
export const compliantUnless = (wrong: string | false | 0 | null | undefined): Verdict =>
  wrong ? { compliance: 'NON_COMPLIANT', annotation: wrong } : { compliance: 'COMPLIANT' };
