import type { Target } from '@aws-sdk/client-eventbridge';
import { parseTargetPath, transform, valueAt } from '../../../core/event-target/index.ts';
import type { Rule } from './model.ts';

/** What a target is handed: the event, a part of it, a constant or what its transformer makes of it. */
export function targetInput(target: Target, rule: Rule, event: string, now: number): string {
  const { Input, InputPath, InputTransformer } = target;
  if (Input !== undefined) return Input;
  if (InputPath !== undefined && InputPath !== '$') {
    return JSON.stringify(valueAt(JSON.parse(event), parseTargetPath(InputPath)) ?? null);
  }
  if (!InputTransformer) return event;
  return transform(
    { paths: InputTransformer.InputPathsMap ?? {}, template: InputTransformer.InputTemplate ?? '' },
    { event, ruleArn: rule.arn, ruleName: rule.name, ingestionTime: new Date(now).toISOString() },
  );
}
