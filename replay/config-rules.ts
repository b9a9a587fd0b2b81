import type { ConfigurationItem } from '../core/configuration-item/index.ts';
import {
  judge,
  type ManagedRule,
  managedRule,
  managedRules,
  ParameterError,
  type ParameterValues,
  parameterValues,
  type ResourceVerdict,
} from '../core/managed-rules/index.ts';
import type { SimulatedConfigRule } from '../core/simulate/index.ts';
import { type ConfigRule, type Frequency, ruleItem } from '../rules/kit/index.ts';

const HOUR = 3_600_000;
const EVERY: Readonly<Record<Frequency, number>> = {
  One_Hour: HOUR,
  Three_Hours: 3 * HOUR,
  Six_Hours: 6 * HOUR,
  Twelve_Hours: 12 * HOUR,
  TwentyFour_Hours: 24 * HOUR,
};

/** A managed rule and the parameters it is judged with, where they are not the defaults. */
export interface ChosenManagedRule {
  readonly identifier: string;
  readonly parameters?: ParameterValues;
}

/** Every managed rule that needs no parameter to be judged. */
export const everyManagedRule = (): ChosenManagedRule[] =>
  managedRules.flatMap((rule) => (withParameters(rule, {}) ? [{ identifier: rule.id }] : []));

/** A rule of one's own as the simulation takes it. */
export function ownRule(rule: ConfigRule): SimulatedConfigRule {
  const schedule = rule.triggers.find(({ MessageType }) => MessageType === 'ScheduledNotification');
  return {
    id: rule.id,
    name: `trailkeeper-${rule.id}`,
    resourceTypes: rule.resourceTypes,
    onChange: rule.triggers.some(({ MessageType }) => MessageType === 'ConfigurationItemChangeNotification'),
    ...(schedule && { every: EVERY[schedule.MaximumExecutionFrequency ?? 'TwentyFour_Hours'] }),
    judge: (item, now) => rule.evaluate(ruleItem(item), undefined, now),
  };
}

/** A managed rule as the simulation takes it; nothing for one that is not built in, or lacks a parameter. */
export function simulatedManagedRule({ identifier, parameters: given = {} }: ChosenManagedRule): SimulatedConfigRule[] {
  const rule = managedRule(identifier);
  const parameters = rule && withParameters(rule, given);
  if (!rule || !parameters) return [];
  const beside = 'judge' in rule ? [] : (rule.beside ?? []);
  const each = (items: readonly ConfigurationItem[], verdicts: ReturnType<typeof judge>) =>
    verdicts.flatMap((verdict): [ConfigurationItem, ResourceVerdict][] => {
      const item = items.find(
        (one) => one.resourceType === verdict.resourceType && one.resourceId === verdict.resourceId,
      );
      return item ? [[item, verdict]] : [];
    });
  const first = (verdicts: ReturnType<typeof judge>) => verdicts[0] ?? { compliance: 'NOT_APPLICABLE' as const };
  return [
    {
      id: rule.id,
      name: `trailkeeper-${rule.id.toLowerCase().replaceAll('_', '-')}`,
      resourceTypes: [...rule.resourceTypes, ...beside],
      onChange: true,
      ...(rule.periodic && { every: EVERY.TwentyFour_Hours }),
      ...('judge' in rule
        ? { judgeAll: (items, account, now, areAll) => first(judge(rule, items, { parameters, now }, account, areAll)) }
        : beside.length > 0
          ? {
              judgeEach: (items, account, now, areAll) =>
                each(items, judge(rule, items, { parameters, now }, account, areAll)),
            }
          : { judge: (item, now) => first(judge(rule, [item], { parameters, now }, item.awsAccountId)) }),
    },
  ];
}

function withParameters(rule: ManagedRule, given: ParameterValues): ParameterValues | undefined {
  try {
    return parameterValues(rule.parameters ?? {}, given);
  } catch (error) {
    if (error instanceof ParameterError) return undefined;
    throw error;
  }
}
