import { guarded, openEnded, UnknownValue, unknownIn, unlessUnknown } from '../configuration-item/index.ts';
import { managedRules } from './catalogue.ts';
import { ACCOUNT, type JudgedItem, type Judgement, type ManagedRule, notApplicable, type Verdict } from './rule.ts';

const byId = new Map(managedRules.map((rule) => [rule.id, rule]));

/** The rule of an identifier; undefined for one that is not evaluated here. */
export const managedRule = (id: string): ManagedRule | undefined => byId.get(id);

export interface ResourceVerdict extends Verdict {
  readonly resourceType: string;
  readonly resourceId: string;
}

/**
 * A rule's verdicts on some items, or on the account by them. Where a verdict depends on what an item does not know, none is made: the
 * rule does not apply as long as that is so.
 * @param items of the rule's types, all of them where the rule is about the account; and all of those it looks at beside
 * @param accountId whose items they are
 * @param areAll whether these are all there are, for a rule about the account or one that looks at others; they are not where one of them was not seen being made
 */
export function judge(
  rule: ManagedRule,
  items: readonly JudgedItem[],
  judgement: Judgement,
  accountId: string,
  areAll = items.every((item) => unknownIn(item).length === 0),
): ResourceVerdict[] {
  if ('judge' in rule) {
    const verdict = known(() => rule.judge(areAll ? items.map(guarded) : openEnded(items), judgement));
    return [{ ...verdict, resourceType: ACCOUNT, resourceId: accountId }];
  }
  const beside = items.filter(({ resourceType }) => rule.beside?.includes(resourceType));
  const others = areAll ? beside.map(guarded) : openEnded(beside);
  return items
    .filter(({ resourceType }) => rule.resourceTypes.includes(resourceType))
    .map((item) => ({
      ...known(() => rule.evaluate(guarded(item), judgement, others)),
      resourceType: item.resourceType,
      resourceId: item.resourceId,
    }));
}

function known(judge: () => Verdict): Verdict {
  const verdict = unlessUnknown(judge);
  return verdict instanceof UnknownValue ? notApplicable(`Not known: ${verdict.path}`) : verdict;
}
