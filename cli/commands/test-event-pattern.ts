import { Command } from 'commander';
import {
  EventPatternError,
  explainEvent,
  formatExplanation,
  matchesEvent,
  parseEventPattern,
} from '../../core/event-pattern/index.ts';
import { exit, UsageError } from '../errors.ts';
import { argumentText, readText } from '../input.ts';

interface Flags {
  readonly json?: boolean;
  readonly explain?: boolean;
}

/** `trailkeeper test event-pattern PATTERN EVENT...` */
export function eventPatternCommand(): Command {
  return new Command('event-pattern')
    .description('does an EventBridge pattern match these events?')
    .argument('<pattern>', 'the pattern as JSON, or @file')
    .argument('<event...>', 'files with an event each, or one event a line; - is standard input')
    .option('--json', 'one JSON document')
    .option('--explain', 'name the clause that decided, with the value it saw')
    .addHelpText(
      'after',
      `
Example:
  trailkeeper test event-pattern '{"detail":{"eventName":["CreateUser"]}}' event.json --explain`,
    )
    .action((written: string, files: string[], { json, explain }: Flags) => {
      const pattern = parsed(argumentText(written));
      const verdicts = files.flatMap(eventsIn).map(({ from, event }) => ({
        from,
        matches: matchesEvent(pattern, event),
        ...(explain && { explanation: explainEvent(pattern, event) }),
      }));
      if (json) process.stdout.write(`${JSON.stringify({ verdicts }, null, 2)}\n`);
      else {
        for (const { from, matches, explanation } of verdicts) {
          process.stdout.write(
            `${from}: ${explanation ? formatExplanation(explanation) : matches ? 'matches' : 'does not match'}\n`,
          );
        }
      }
      if (!verdicts.every(({ matches }) => matches)) process.exitCode = exit.failed;
    });
}

function parsed(text: string) {
  try {
    return parseEventPattern(text);
  } catch (error) {
    if (error instanceof EventPatternError) throw new UsageError(error.message);
    throw error;
  }
}

/** The events of a file: one JSON document, or one a line. */
function eventsIn(file: string): { from: string; event: unknown }[] {
  const text = readText(file);
  try {
    return [{ from: file, event: JSON.parse(text) as unknown }];
  } catch {
    const lines = text.split('\n');
    return lines.flatMap((line, index) => (line.trim() === '' ? [] : [lineEvent(file, line, index + 1)]));
  }
}

function lineEvent(file: string, line: string, number: number) {
  try {
    return { from: `${file}:${number}`, event: JSON.parse(line) as unknown };
  } catch (error) {
    throw new UsageError(`${file}, line ${number}: not JSON (${error instanceof Error ? error.message : error})`);
  }
}
