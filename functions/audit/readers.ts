import type { CloudTrailRecord } from '../../core/cloudtrail/index.ts';
import { parseEventPattern, RuleSet } from '../../core/event-pattern/index.ts';
import { eventText, isReadOnlyManagement, simulated } from '../../core/simulate/index.ts';
import { alerts } from '../../rules/catalogue.ts';
import type { AlertRule } from '../../rules/kit/index.ts';

/** The alert rules, to be matched with what EventBridge does not bring them: made with the first record that asks for it. */
let rules: RuleSet<AlertRule> | undefined;

function ruleSet(): RuleSet<AlertRule> {
  if (rules) return rules;
  const left = new Set((process.env.RULES_LEFT_OUT ?? '').split(',').map((id) => id.trim()));
  rules = new RuleSet<AlertRule>();
  for (const alert of alerts) {
    if (!left.has(alert.id)) rules.add(alert, parseEventPattern(JSON.stringify(alert.pattern)));
  }
  return rules;
}

/**
 * The alerts a call raises that only reads. EventBridge keeps those from rules that are just enabled, and would send each of them to
 * a rule that asks for all; the log group has them anyway.
 */
export function raisedByReading(record: CloudTrailRecord, text: string): AlertRule[] {
  const played = simulated(record, text);
  return isReadOnlyManagement(played.kind) ? ruleSet().match(eventText(played, text)) : [];
}
