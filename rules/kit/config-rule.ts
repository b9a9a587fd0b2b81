import type { JsonObject } from '../../core/cloudtrail/index.ts';
import { type ConfigurationItem, guarded, UnknownValue, unlessUnknown } from '../../core/configuration-item/index.ts';
import { RuleError } from './errors.ts';
import { assertFields, textFields } from './fields.ts';
import { type KnownType, type Reading, reading } from './property.ts';
import { checkedTexts, type RuleTexts } from './texts.ts';
import { notApplicable, type Verdict, verdictOf } from './verdict.ts';

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

export type Parameters = Readonly<Record<string, string>>;

/** How often Config asks a periodic rule. */
export type Frequency = 'One_Hour' | 'Three_Hours' | 'Six_Hours' | 'Twelve_Hours' | 'TwentyFour_Hours';

/** What has Config ask a rule, as `SourceDetails` of PutConfigRule names it. */
export interface Trigger {
  readonly MessageType:
    | 'ConfigurationItemChangeNotification'
    | 'OversizedConfigurationItemChangeNotification'
    | 'ScheduledNotification';
  readonly MaximumExecutionFrequency?: Frequency;
}

/** The moment examples are judged at, ms since 1970: 2026-01-01. */
export const EXAMPLES_AT = Date.UTC(2026, 0, 1);

/** An item with its properties by name: `value('configuration.storageEncrypted')`. A name its type does not have does not compile. */
export type ReadItem<T extends string> = RuleItem & Reading<T>;

/** An item of an example: what matters of it. It is of the rule's first type unless it says otherwise. */
export type Example = Partial<RuleItem>;

/** A Config rule as its file writes it. */
export interface ConfigRuleDefinition<P extends Parameters = Parameters, T extends string = string> extends RuleTexts {
  readonly resourceTypes: readonly T[];
  /** Parameters with the values they have unless set otherwise. */
  readonly parameters?: P;
  /** How often every resource is judged again, for verdicts that change with time alone; never without it. */
  readonly schedule?: Frequency;
  /** False for a rule that is asked by its schedule alone; with a schedule and changes it is what AWS calls hybrid. */
  readonly onChange?: boolean;
  /** Pure: the same item, parameters and moment (ms since 1970), the same verdict. Examples are judged at `EXAMPLES_AT`. */
  readonly evaluate: (item: ReadItem<T>, parameters: P, now: number) => Verdict;
  /** Items that comply. */
  readonly complies: readonly Example[];
  /** Items that do not. */
  readonly violates: readonly Example[];
}

const fields: Readonly<Record<keyof ConfigRuleDefinition, true>> = {
  ...textFields,
  resourceTypes: true,
  parameters: true,
  schedule: true,
  onChange: true,
  evaluate: true,
  complies: true,
  violates: true,
};

const itemFields: Readonly<Record<keyof RuleItem, true>> = {
  resourceType: true,
  resourceId: true,
  resourceName: true,
  arn: true,
  accountId: true,
  awsRegion: true,
  configuration: true,
  supplementaryConfiguration: true,
  tags: true,
};

const frequencies: readonly Frequency[] = ['One_Hour', 'Three_Hours', 'Six_Hours', 'Twelve_Hours', 'TwentyFour_Hours'];

/** A rule on configuration items, judged each time one changes, by the clock, or both. */
export interface ConfigRule extends RuleTexts {
  readonly kind: 'config-rule';
  readonly resourceTypes: readonly string[];
  readonly parameters: Parameters;
  readonly triggers: readonly Trigger[];
  readonly evaluate: (item: RuleItem, parameters?: Parameters, now?: number) => Verdict;
  readonly complies: readonly RuleItem[];
  readonly violates: readonly RuleItem[];
}

const ON_CHANGE: readonly Trigger[] = [
  { MessageType: 'ConfigurationItemChangeNotification' },
  { MessageType: 'OversizedConfigurationItemChangeNotification' },
];

/**
 * A Config rule from its definition. Items of other types are NOT_APPLICABLE without asking it.
 * @throws RuleError when it lacks a text, a resource type, `evaluate`, an example of either kind, or anything that would have it asked;
 * when it or an example has a field nobody reads, or a value PutConfigRule would refuse
 */
export function defineConfigRule<const P extends Parameters, const T extends KnownType | (string & {})>(
  definition: ConfigRuleDefinition<P, T>,
): ConfigRule {
  const here = `rule "${definition.id}"`;
  assertFields(here, definition, fields);
  const texts = checkedTexts(definition);
  const { resourceTypes, evaluate, complies, violates, schedule, onChange = true } = definition;
  const defaults = (definition.parameters ?? {}) as P;
  const refuse = (problem: string): never => {
    throw new RuleError(`${here}: ${problem}`);
  };
  if (!resourceTypes?.length) refuse('name at least one resource type');
  if (typeof evaluate !== 'function') refuse('evaluate must be a function from an item to a verdict');
  if (!complies?.length || !violates?.length) refuse('give at least one item that complies and one that violates');
  if (schedule !== undefined && !frequencies.includes(schedule)) {
    refuse(`schedule must be one of ${frequencies.join(', ')}`);
  }
  if (!onChange && schedule === undefined) refuse('give a schedule, or leave onChange out; it would never be asked');
  for (const [name, value] of Object.entries(defaults)) {
    if (typeof value !== 'string') refuse(`parameter ${name} must be a text, as Config hands it on: '${value}'`);
  }
  const isOurs = (type: string): boolean => resourceTypes.some((each) => each === type);
  const examplesOf = (list: 'complies' | 'violates'): RuleItem[] =>
    definition[list].map((given, index) => {
      assertFields(`${here}: example ${index + 1} of ${list}`, given, itemFields);
      return { resourceType: resourceTypes[0] ?? '', resourceId: 'example', configuration: {}, ...given };
    });
  return {
    kind: 'config-rule',
    ...texts,
    resourceTypes,
    parameters: defaults,
    triggers: [
      ...(onChange ? ON_CHANGE : []),
      ...(schedule ? [{ MessageType: 'ScheduledNotification' as const, MaximumExecutionFrequency: schedule }] : []),
    ],
    evaluate: (item, parameters, now = EXAMPLES_AT) =>
      isOurs(item.resourceType)
        ? verdictOf(known(() => evaluate(readItem(guarded(item)), { ...defaults, ...parameters }, now)))
        : notApplicable(`the rule is about ${resourceTypes.join(', ')}`),
    complies: examplesOf('complies'),
    violates: examplesOf('violates'),
  };
}

/** The item itself, as it may be one that says what it does not know when that is read; and with it what reads it by properties. */
function readItem<T extends string>(item: RuleItem): ReadItem<T> {
  const by: Reading<T> = reading<T>(item);
  return new Proxy<RuleItem>(item, {
    get: (target, name) => (name === 'value' || name === 'values' ? by[name] : Reflect.get(target, name)),
  }) as ReadItem<T>;
}

/** A verdict that depends on what an item does not know is none: the rule does not apply as long as that is so. */
function known(evaluate: () => unknown): unknown {
  const verdict = unlessUnknown(evaluate);
  return verdict instanceof UnknownValue ? notApplicable(`Not known: ${verdict.path}`) : verdict;
}

/** An item as rules read it: one spelling, nothing null. */
export const ruleItem = (item: ConfigurationItem): RuleItem => ({
  resourceType: item.resourceType,
  resourceId: item.resourceId,
  resourceName: item.resourceName ?? undefined,
  arn: item.ARN ?? undefined,
  accountId: item.awsAccountId,
  awsRegion: item.awsRegion,
  configuration: item.configuration ?? {},
  supplementaryConfiguration: item.supplementaryConfiguration,
  tags: item.tags,
});
