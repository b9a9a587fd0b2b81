import { Command } from 'commander';
import {
  EventPatternError,
  type Explanation,
  explainEvent,
  formatExplanation,
  matchesEvent,
  parseEventPattern,
} from '../../core/event-pattern/index.ts';
import { exit, UsageError } from '../errors.ts';
import { type EventArgument, eventsIn } from '../event-argument.ts';
import { argumentText } from '../input.ts';

interface Flags {
  readonly json?: boolean;
  readonly explain?: boolean;
}

interface Verdict {
  /** The file, with the line or the place in it where it has several events. */
  readonly from: string;
  readonly matches: boolean;
  readonly explanation?: Explanation;
}

/** `trailkeeper test event-pattern PATTERN EVENT...` */
export function eventPatternCommand(): Command {
  return new Command('event-pattern')
    .description('does an EventBridge pattern match these events?')
    .argument('<pattern>', 'the pattern as JSON, or @file')
    .argument('<event...>', 'an event as JSON, or a file with one event, a list, or one a line; - is standard input')
    .option('--json', 'one JSON document')
    .option('--explain', 'name the clause that decided, with the value it saw')
    .addHelpText(
      'after',
      `
Example:
  trailkeeper test event-pattern '{"detail":{"eventName":["CreateUser"]}}' event.json --explain`,
    )
    .action((written: string, files: string[], flags: Flags) => {
      const pattern = parsed(argumentText(written));
      const events = files.flatMap(eventsIn);
      const faults = events.flatMap(({ fault }) => fault ?? []);
      if (faults[0] !== undefined && faults.length === events.length) throw new UsageError(faults[0]);
      const verdicts = events.flatMap(({ from, event, fault }): Verdict[] => {
        if (fault !== undefined) return [];
        const explanation = flags.explain ? explainEvent(pattern, event) : undefined;
        return [{ from, matches: matchesEvent(pattern, event), ...(explanation && { explanation }) }];
      });
      process.stdout.write(flags.json ? `${JSON.stringify({ verdicts }, null, 2)}\n` : asText(verdicts));
      if (verdicts.length > 0 && verdicts.every(({ matches }) => !matches) && events.every(isRecord)) {
        process.stderr.write(`trailkeeper: note: ${RECORDS}\n`);
      }
      for (const fault of faults) process.stderr.write(`trailkeeper: skipped ${fault}\n`);
      if (faults.length > 0) process.exitCode = exit.failed;
    });
}

const RECORDS =
  'these are CloudTrail records; on the bus each is the "detail" of an event, which has "source" and "detail-type" beside it. ' +
  'Records as they are go through rules with: trailkeeper replay FILE --rules DIR';

/** A record, or a file of them, given as it lies in a trail's bucket. */
const isRecord = ({ event }: EventArgument): boolean => {
  const text = typeof event === 'string' ? event : JSON.stringify(event);
  return !/"detail(-type)?"\s*:/.test(text) && /^\s*\{\s*"Records"|"eventSource"\s*:/.test(text);
};

const asText = (verdicts: readonly Verdict[]): string =>
  verdicts
    .map(({ from, matches, explanation }) => {
      const verdict = explanation ? formatExplanation(explanation) : matches ? 'matches' : 'does not match';
      return `${from}: ${verdict}\n`;
    })
    .join('');

function parsed(text: string) {
  try {
    return parseEventPattern(text);
  } catch (error) {
    if (error instanceof EventPatternError) throw new UsageError(error.message);
    throw error;
  }
}
