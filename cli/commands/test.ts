import { Command } from 'commander';
import { configRuleCommand } from './test-config-rule.ts';
import { eventPatternCommand } from './test-event-pattern.ts';
import { filterPatternCommand } from './test-filter-pattern.ts';

/** `trailkeeper test`: patterns tried on events and log lines, Config rules on what an account has. */
export const testCommand = (): Command =>
  new Command('test')
    .description('try a pattern on events or log lines, or a Config rule on an account')
    .addHelpText(
      'after',
      "\nExample:\n  trailkeeper test filter-pattern '{ $.errorCode = AccessDenied* }' events.ndjson",
    )
    .addCommand(eventPatternCommand())
    .addCommand(filterPatternCommand())
    .addCommand(configRuleCommand());
