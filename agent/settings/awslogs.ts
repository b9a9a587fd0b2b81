import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AgentSettingsError, type Fault } from '../errors.ts';
import { didYouMean } from './did-you-mean.ts';
import { encodingLabel } from './encodings.ts';
import { type IniOption, type IniSection, parseIni } from './ini.ts';
import type { FileSource, LogSettings } from './model.ts';

/** What an awslogs.conf and its folder say. */
export interface AwslogsConf {
  readonly logs: LogSettings;
  /** The old agent's state file: where `import-awslogs` looks. */
  readonly stateFile: string | undefined;
  readonly warnings: readonly Fault[];
}

const GENERAL = [
  'state_file',
  'logging_config_file',
  'use_gzip_http_content_encoding',
  'queue_size',
  'too_old_too_new_file',
];
const STREAM = [
  'file',
  'log_group_name',
  'log_stream_name',
  'datetime_format',
  'time_zone',
  'file_fingerprint_lines',
  'multi_line_start_pattern',
  'initial_position',
  'encoding',
  'buffer_duration',
  'batch_count',
  'batch_size',
];
const LIMITS = { events: 10_000, bytes: 1_048_576, flushAfter: 5000 } as const;
/** The old agent's longest message: 256 KiB with its 26 bytes of header. */
const LONGEST_EVENT = 262_144 - 26;

/**
 * Reads an awslogs.conf and the files of the `config` folder beside it. The `[general]` of those files is ignored, and the main
 * file wins where both have a section, as with the old agent. A value the old agent would have replaced by its default with a
 * warning is replaced and warned about here; an unknown key is refused.
 * @throws AgentSettingsError
 */
export function readAwslogs(text: string, file: string): AwslogsConf {
  const main = parseIni(text, file).map((section) => ({ section, file }));
  const [warnings, faults]: [Fault[], Fault[]] = [[], []];
  const general = main.find(({ section }) => section.name === 'general')?.section;
  const streams = main.filter(({ section }) => section.name !== 'general');
  for (const extra of folderFiles(file)) {
    for (const section of parseIni(readFileSync(extra, 'utf8'), extra)) {
      const known = streams.some((stream) => stream.section.name === section.name);
      if (known) warnings.push({ file: extra, line: section.line, message: `[${section.name}] is in ${file} already` });
      else if (section.name !== 'general') streams.push({ section, file: extra });
    }
  }
  faults.push(...unknownKeys(general, GENERAL, file));
  const gzip = truth(general?.options.get('use_gzip_http_content_encoding')?.value ?? 'true');
  if (gzip === undefined) {
    faults.push({ file, line: general!.line, message: 'use_gzip_http_content_encoding must be true or false' });
  }
  const files = streams.flatMap(({ section, file }) => {
    faults.push(...unknownKeys(section, STREAM, file));
    return source(section, file, warnings, faults) ?? [];
  });
  if (files.length === 0 && faults.length === 0) faults.push({ file, line: 1, message: 'no section names a log file' });
  if (faults.length > 0) throw new AgentSettingsError(faults);
  return {
    logs: {
      streamName: undefined,
      endpoint: undefined,
      roleArn: undefined,
      flushAfter: Math.min(...files.map(({ batch }) => batch.flushAfter)),
      concurrency: 1,
      gzip: gzip ?? true,
      asideFile: general?.options.get('too_old_too_new_file')?.value,
      files,
      journals: [],
    },
    stateFile: general?.options.get('state_file')?.value,
    warnings,
  };
}

function source(section: IniSection, file: string, warnings: Fault[], faults: Fault[]): FileSource | undefined {
  const option = (name: string): IniOption | undefined => {
    const found = section.options.get(name);
    return found?.value === '' ? undefined : found;
  };
  const required = (name: string): string => {
    const value = option(name)?.value;
    if (value === undefined) faults.push({ file, line: section.line, message: `[${section.name}] lacks ${name}` });
    return value ?? '';
  };
  const instead = <T>(name: string, read: (value: string) => T | undefined, usual: T, usualText = String(usual)): T => {
    const written = option(name);
    if (!written) return usual;
    const value = read(written.value);
    if (value !== undefined) return value;
    warnings.push({
      file,
      line: written.line,
      message: `[${section.name}] ${name} cannot be ${JSON.stringify(written.value)}; using ${usualText}`,
    });
    return usual;
  };
  const number = (least: number, most: number) => (value: string) => {
    const found = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    return found >= least && found <= most ? found : undefined;
  };
  const oneOf =
    <T>(names: Readonly<Record<string, T>>) =>
    (value: string): T | undefined =>
      names[value.toLowerCase()];
  return {
    dialect: 'awslogs',
    file,
    line: section.line,
    name: section.name,
    glob: required('file'),
    group: required('log_group_name'),
    stream: required('log_stream_name'),
    groupClass: undefined,
    retention: -1,
    all: false,
    exclude: undefined,
    fromBeginning: instead(
      'initial_position',
      oneOf({ start_of_file: true, end_of_file: false }),
      true,
      'start_of_file',
    ),
    timestampFormat: option('datetime_format')?.value,
    timeZone: instead('time_zone', oneOf({ local: 'local' as const, utc: 'utc' as const }), 'local', 'LOCAL'),
    trimTimestamp: false,
    multiLineStart: option('multi_line_start_pattern')?.value ?? '^[^\\s]',
    multiLineWait: 500,
    encoding: instead('encoding', encodingLabel, 'utf-8'),
    autoRemoval: false,
    filters: [],
    longestEvent: LONGEST_EVENT,
    truncateSuffix: '[Truncated...]',
    skipBlank: true,
    batch: {
      events: instead('batch_count', number(1, LIMITS.events), LIMITS.events),
      bytes: instead('batch_size', number(1, LIMITS.bytes), LIMITS.bytes),
      flushAfter: instead('buffer_duration', number(LIMITS.flushAfter, Number.MAX_SAFE_INTEGER), LIMITS.flushAfter),
    },
    fingerprintLines: instead('file_fingerprint_lines', lineRange, [1, 1], '1'),
  };
}

function unknownKeys(section: IniSection | undefined, known: readonly string[], file: string): Fault[] {
  return [...(section?.options ?? [])]
    .filter(([key]) => !known.includes(key))
    .map(([key, { line }]) => ({
      file,
      line,
      message: `[${section!.name}] has an unknown key "${key}"${didYouMean(key, known)}`,
    }));
}

function lineRange(value: string): readonly [number, number] | undefined {
  const found = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(value);
  if (!found) return undefined;
  const [first, last] = [Number(found[1]), Number(found[2] ?? found[1])];
  return first >= 1 && last >= first ? [first, last] : undefined;
}

function truth(value: string): boolean | undefined {
  if (/^(1|yes|true|on)$/i.test(value)) return true;
  return /^(0|no|false|off)$/i.test(value) ? false : undefined;
}

/** The files of the folder `config` beside the main file, in the order of their names. */
function folderFiles(file: string): string[] {
  const folder = path.join(path.dirname(file), 'config');
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map(({ name }) => path.join(folder, name))
      .sort();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
