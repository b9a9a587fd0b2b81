import { accessSync, closeSync, constants, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { expand, type Found } from '../logs/glob.ts';
import { isCompressed } from '../logs/rotations.ts';
import { timestampFinder } from '../time/timestamp.ts';

/** Where a Linux host has its logs. */
const LOGS = '/var/log/{syslog,messages,secure,cron,maillog,*.log,*/*.log}';
/** How their lines tell the time, in the order they are tried. */
const FORMATS = ['iso8601', '%Y-%m-%d %H:%M:%S', '%d/%b/%Y:%H:%M:%S %z', '%b %d %H:%M:%S'];
/** CloudWatch Logs takes nothing older, in ms. */
const OLDEST = 14 * 86_400_000;
const LOOKED_AT = 4096;
const SECONDS = 10;

/**
 * Settings for a first look at this host, as a unified agent's JSON: its logs under /var/log whose lines tell their time and that were
 * written to lately, its journal, and its metrics every ten seconds.
 * @param now ms since 1970
 */
export function settingsForThisHost(now: number, logs = LOGS): string {
  const files = expand(logs).flatMap((file) => fileEntry(file, now));
  const journals = programIsThere('journalctl') ? [{ log_group_name: 'journal', log_stream_name: '{hostname}' }] : [];
  const collected = {
    ...(files.length > 0 ? { files: { collect_list: files } } : {}),
    ...(journals.length > 0 ? { journald: { collect_list: journals } } : {}),
  };
  return JSON.stringify({
    agent: { metrics_collection_interval: SECONDS },
    ...(Object.keys(collected).length > 0 ? { logs: { force_flush_interval: 1, logs_collected: collected } } : {}),
    metrics: {
      force_flush_interval: SECONDS,
      metrics_collected: {
        cpu: { totalcpu: true, measurement: ['usage_active', 'usage_user', 'usage_system', 'usage_iowait'] },
        disk: { resources: ['/'], measurement: ['used_percent', 'free', 'inodes_free'] },
        diskio: { measurement: ['reads', 'writes', 'read_bytes', 'write_bytes'] },
        mem: { measurement: ['used_percent', 'available'] },
        net: { measurement: ['bytes_sent', 'bytes_recv', 'drop_in', 'err_in'] },
        netstat: { measurement: ['tcp_established', 'tcp_listen', 'tcp_time_wait'] },
        processes: { measurement: ['running', 'sleeping', 'zombies', 'total'] },
        swap: { measurement: ['used_percent'] },
      },
    },
  });
}

function fileEntry({ path: file, size, modified }: Found, now: number): object[] {
  if (size === 0 || now - modified > OLDEST || isCompressed(file)) return [];
  const format = formatOf(file, now);
  if (format === undefined) return [];
  const group = file.replace(/\.log$/, '').replaceAll(/[^\w./#-]/g, '_');
  return [{ file_path: file, log_group_name: group, log_stream_name: '{hostname}', timestamp_format: format }];
}

/** The format of the first lines' timestamps, if they have one this knows. */
function formatOf(file: string, now: number): string | undefined {
  const text = beginning(file);
  return FORMATS.find((format) => timestampFinder(format, 'local').find(text, 0, text.length, now));
}

function beginning(file: string): Buffer {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch {
    // Not ours to read, or gone: it is left out.
    return Buffer.alloc(0);
  }
  try {
    const text = Buffer.alloc(LOOKED_AT);
    return text.subarray(0, readSync(fd, text));
  } finally {
    closeSync(fd);
  }
}

function programIsThere(name: string): boolean {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      // Not in this folder.
      return false;
    }
  });
}
