import { managedRules } from './catalogue.ts';
import { ACCOUNT, type JudgedItem, type Judgement, type ManagedRule, type Verdict } from './rule.ts';

const byId = new Map(managedRules.map((rule) => [rule.id, rule]));

/** The rule of an identifier; undefined for one that is not evaluated here. */
export const managedRule = (id: string): ManagedRule | undefined => byId.get(id);

export interface ResourceVerdict extends Verdict {
  readonly resourceType: string;
  readonly resourceId: string;
}

/**
 * A rule's verdicts on some items, or on the account by them.
 * @param items of the rule's types, all of them where the rule is about the account
 * @param accountId whose items they are
 */
export function judge(
  rule: ManagedRule,
  items: readonly JudgedItem[],
  judgement: Judgement,
  accountId: string,
): ResourceVerdict[] {
  if ('judge' in rule) {
    return [{ ...rule.judge(items, judgement), resourceType: ACCOUNT, resourceId: accountId }];
  }
  return items
    .filter(({ resourceType }) => rule.resourceTypes.includes(resourceType))
    .map((item) => ({
      ...rule.evaluate(item, judgement),
      resourceType: item.resourceType,
      resourceId: item.resourceId,
    }));
}
