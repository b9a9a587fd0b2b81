import { invalid } from './values.ts';

/** What requests had before there were expressions, and the expression that took its place. */
const LEGACY: Record<string, string> = {
  AttributeUpdates: 'UpdateExpression',
  Expected: 'ConditionExpression',
  ConditionalOperator: 'AND and OR in expressions',
  KeyConditions: 'KeyConditionExpression',
  QueryFilter: 'FilterExpression',
  ScanFilter: 'FilterExpression',
};

/** Refuses what would otherwise be left undone without a word. */
export function assertNoLegacy(input: object): void {
  for (const [name, value] of Object.entries(input)) {
    if (value !== undefined && Object.hasOwn(LEGACY, name)) {
      throw invalid(`trailkeeper does not take the legacy parameter ${name}: use ${LEGACY[name]}`);
    }
  }
}
