import { Command } from 'commander';
import { eventPatternCommand } from './test-event-pattern.ts';
import { filterPatternCommand } from './test-filter-pattern.ts';

/** `trailkeeper test`: patterns tried on events and log lines. */
export const testCommand = (): Command =>
  new Command('test')
    .description('try a pattern on events or log lines')
    .addHelpText(
      'after',
      "\nExample:\n  trailkeeper test filter-pattern '{ $.errorCode = AccessDenied* }' events.ndjson",
    )
    .addCommand(eventPatternCommand())
    .addCommand(filterPatternCommand());
