import type { Checked } from '../agent/check.ts';
import type { AgentSettings } from '../agent/settings/model.ts';
import type { TakeOver } from '../agent/takeover/report.ts';

/** Prints what settings mean, what is left out, and what would be in the way. */
export function printCheck({ settings, findings, policy }: Checked, json: boolean): void {
  if (json) {
    const shown = { settings, findings, policy };
    process.stdout.write(`${JSON.stringify(shown, (_, value) => (value instanceof Set ? [...value] : value), 2)}\n`);
    return;
  }
  const lines = [...logLines(settings), ...metricLines(settings)];
  for (const { file, line, section, why } of settings.skipped)
    lines.push(`skipped  ${section}  ${why}  (${file}:${line})`);
  for (const { file, line, message } of settings.warnings) lines.push(`warning  ${message}  (${file}:${line})`);
  for (const { about, message } of findings) lines.push(`look at  ${about}  ${message}`);
  lines.push('The settings are right.');
  process.stdout.write(`${lines.join('\n')}\n`);
}

function logLines({ logs }: AgentSettings): string[] {
  if (!logs) return [];
  const files = logs.files.map((source) => {
    const time = source.timestampFormat ? `time ${source.timestampFormat} ${source.timeZone}` : 'time of reading';
    const which = source.all ? 'all files' : 'newest file';
    const parts = [
      which,
      time,
      `events begin ${source.multiLineStart}`,
      source.encoding,
      `every ${source.batch.flushAfter / 1000} s`,
    ];
    if (source.retention > 0) parts.push(`kept ${source.retention} days`);
    for (const { type, expression } of source.filters) parts.push(`${type} ${expression}`);
    return `log      ${source.glob}  to  ${source.group} / ${source.stream}  ${parts.join(', ')}`;
  });
  const journals = logs.journals.map(
    ({ group, stream, units, priority }) =>
      `journal  ${units.join(', ') || 'all units'} at ${priority}  to  ${group} / ${stream}`,
  );
  return [...files, ...journals];
}

function metricLines({ metrics, scripts }: AgentSettings): string[] {
  const plugins = (metrics?.plugins ?? []).map((plugin) => {
    const fields = plugin.fields.map(({ name, rename }) => (rename ? `${name} as ${rename}` : name)).join(', ');
    const dimensions = Object.entries(plugin.dimensions).map(([name, value]) => ` ${name}=${value}`);
    return `metric   ${plugin.name}  every ${plugin.interval} s  ${fields}${dimensions.join('')}`;
  });
  if (metrics && plugins.length > 0) {
    const rollups = metrics.aggregations.map((set) => `[${set.join(', ')}]`).join(' ');
    plugins.push(`metrics  to  ${metrics.namespace}${rollups ? `  aggregated by ${rollups}` : ''}`);
  }
  return scripts
    ? [...plugins, `metric   System/Linux  every ${scripts.interval} s  ${scripts.metrics.join(', ')}`]
    : plugins;
}

/** Prints what will be sent from where. */
export function printTakeOver({ continued, left }: TakeOver, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ continued, left })}\n`);
    return;
  }
  const lines = continued.map(({ path, group, stream, offset, size, note }) => {
    const rest = `${size - offset} of ${size} bytes are still to be sent`;
    return `${path}  to  ${group} / ${stream}  from byte ${offset}: ${rest}${note ? `; ${note}` : ''}`;
  });
  for (const { about, why } of left) lines.push(`${about}  ${why}`);
  process.stdout.write(lines.length > 0 ? `${lines.join('\n')}\n` : 'nothing to take over\n');
}
