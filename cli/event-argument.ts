import { readText } from './input.ts';

/** An event a user gave, or why it is none. */
export interface EventArgument {
  /** The file, with the line or the place in it where it has several events. */
  readonly from: string;
  /** The event's text, or the event where it is one of a list. */
  readonly event: unknown;
  /** Set where the event is no JSON object: what and where, in one line. */
  readonly fault?: string;
}

/**
 * The events an argument holds or names: an event's JSON itself, or a file (`-` is standard input) with one event, a list of events, or
 * one event a line. Text stays text, so that numbers keep their spelling.
 * @throws UsageError when the file cannot be read
 */
export function eventsIn(argument: string): EventArgument[] {
  if (argument.trimStart().startsWith('{')) return [single('the event', argument)];
  const file = argument.startsWith('@') ? argument.slice(1) : argument;
  const text = readText(file);
  const document = parse(text);
  if (Array.isArray(document.value)) {
    return document.value.map((event, index) => {
      const from = `${file}[${index}]`;
      return isObject(event) ? { from, event } : { from, event, fault: `${from}: not a JSON object` };
    });
  }
  const lines = text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [{ line, number: index + 1 }]));
  if (document.fault === undefined || lines.length === 0 || !lines.some(({ line }) => isObject(parse(line).value))) {
    return [single(file, text)];
  }
  return lines.map(({ line, number }) => single(`${file}:${number}`, line));
}

function single(from: string, text: string): EventArgument {
  const { value, fault } = parse(text);
  if (fault !== undefined) return { from, event: text, fault: `${from}: not JSON (${fault})` };
  return isObject(value) ? { from, event: text } : { from, event: text, fault: `${from}: not a JSON object` };
}

function parse(text: string): { value?: unknown; fault?: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { fault: (error instanceof Error ? error.message : String(error)).replaceAll(/\s*\n\s*/g, ' ') };
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
