import type { Fault } from '../errors.ts';
import { compiled, ExpressionError, eventStart } from '../logs/event-start.ts';
import { TimestampFormatError, timestampFinder } from '../time/timestamp.ts';
import type { AgentSettings, FileSource } from './model.ts';

/** What the shape of settings does not show: expressions that are none, formats with tokens there are none of. */
export function unusable(settings: AgentSettings): Fault[] {
  const { logs, metrics } = settings;
  const faults: Fault[] = [];
  const attempt = (place: { file: string; line: number }, act: () => void) => {
    try {
      act();
    } catch (error) {
      if (!(error instanceof ExpressionError || error instanceof TimestampFormatError)) throw error;
      faults.push({ file: place.file, line: place.line, message: error.message });
    }
  };
  for (const source of logs?.files ?? []) {
    attempt(source, () => void startOf(source));
    if (source.exclude !== undefined) attempt(source, () => void compiled(source.exclude!));
    for (const { expression } of source.filters) attempt(source, () => void compiled(expression));
  }
  for (const journal of logs?.journals ?? []) {
    for (const { expression } of journal.filters) attempt(journal, () => void compiled(expression));
  }
  for (const plugin of metrics?.plugins ?? []) {
    const chosen = plugin.procstat;
    if (chosen && chosen.by !== 'pid_file') attempt(plugin, () => void compiled(chosen.selector));
  }
  return faults;
}

function startOf({ timestampFormat, timeZone, multiLineStart }: FileSource): unknown {
  const finder = timestampFormat === undefined ? undefined : timestampFinder(timestampFormat, timeZone);
  return eventStart(multiLineStart, finder);
}
