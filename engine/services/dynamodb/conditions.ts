import { AwsError } from '../../errors.ts';
import { readCondition } from './expressions/condition.ts';
import { meets } from './expressions/evaluate.ts';
import type { Placeholders } from './expressions/reader.ts';
import type { Condition } from './expressions/tree.ts';
import type { Item } from './values.ts';

export const conditionOf = (source: string | undefined, placeholders: Placeholders): Condition | undefined =>
  source === undefined ? undefined : readCondition('ConditionExpression', source, placeholders);

/** @throws AwsError ConditionalCheckFailedException, with the item when the request asked for it */
export function assertMet(condition: Condition | undefined, item: Item | undefined, returnItem: boolean): void {
  if (!condition || meets(condition, item ?? {})) return;
  throw new AwsError('ConditionalCheckFailedException', 'The conditional request failed', {
    fields: returnItem && item ? { Item: item } : {},
  });
}
