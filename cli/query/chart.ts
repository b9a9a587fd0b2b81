import type { Found } from './client.ts';
import { isNumber } from './print.ts';

const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/;
/** More bins than this are drawn as columns, not as one line each. */
const MOST_LINES = 40;
const HEIGHT = 8;
const MOST_BINS = 5000;
const BLOCKS = ' ▁▂▃▄▅▆▇█';

interface Point {
  readonly time: number;
  readonly value: number;
}

/** The first number of a result by its bins of time; undefined where it is not one of such bins. */
export function chartOf({ columns, rows }: Found, width: number): string | undefined {
  const time = columns.find((column) => rows.every((row) => TIME.test(row[column] ?? '')));
  const number = columns.find((column) => column !== time && rows.every((row) => isNumber(row[column] ?? '0')));
  if (time === undefined || number === undefined || rows.length < 2) return undefined;
  const points = rows.map((row) => ({
    time: Date.parse(`${row[time]!.replace(' ', 'T')}Z`),
    value: Number(row[number] ?? 0),
  }));
  const bins = filled(points);
  if (!bins || bins.every(({ value }) => value <= 0)) return undefined;
  const drawn = bins.length <= MOST_LINES ? bars(bins, width) : columnsOf(bins, width);
  return `${number} by ${time}\n${drawn}\n`;
}

/** Every bin from the first to the last, empty ones as 0; undefined where one time has several rows. */
function filled(points: readonly Point[]): Point[] | undefined {
  const sorted = points.toSorted((a, b) => a.time - b.time);
  const steps = sorted.slice(1).map(({ time }, index) => time - sorted[index]!.time);
  const step = Math.min(...steps);
  if (step === 0) return undefined;
  const last = sorted.at(-1)!.time;
  const first = sorted[0]!.time;
  const isRegular = steps.every((each) => each % step === 0) && (last - first) / step < MOST_BINS;
  if (!isRegular) return sorted;
  const values = new Map(sorted.map(({ time, value }) => [time, value]));
  return Array.from({ length: (last - first) / step + 1 }, (_, index) => {
    const time = first + index * step;
    return { time, value: values.get(time) ?? 0 };
  });
}

function bars(bins: readonly Point[], width: number): string {
  const labels = bins.map(({ time }) => timeLabel(time));
  const values = bins.map(({ value }) => value.toLocaleString('en'));
  const gutter = Math.max(...labels.map(({ length }) => length)) + Math.max(...values.map(({ length }) => length)) + 4;
  const room = Math.max(10, width - gutter);
  const most = Math.max(...bins.map(({ value }) => value));
  return bins
    .map(({ value }, index) => {
      const label = `${labels[index]}  ${values[index]!.padStart(gutter - 4 - labels[index]!.length)}`;
      return `${label}  ${bar((value / most) * room)}`.trimEnd();
    })
    .join('\n');
}

const bar = (length: number): string => {
  const whole = Math.floor(Math.max(0, length));
  const rest = '  ▏▎▍▌▋▊▉'[Math.round((length - whole) * 8)] ?? '';
  return `${'█'.repeat(whole)}${rest}`.trimEnd();
};

/** One character a bin, or several bins a character, the largest of which counts. */
function columnsOf(bins: readonly Point[], width: number): string {
  const each = Math.ceil(bins.length / width);
  const tops = Array.from({ length: Math.ceil(bins.length / each) }, (_, index) =>
    Math.max(0, ...bins.slice(index * each, (index + 1) * each).map(({ value }) => value)),
  );
  const most = Math.max(...tops);
  const lines = Array.from({ length: HEIGHT }, (_, row) => {
    const below = HEIGHT - 1 - row;
    return tops
      .map((value) => block((value / most) * HEIGHT - below))
      .join('')
      .trimEnd();
  });
  const from = timeLabel(bins[0]!.time);
  const to = timeLabel(bins.at(-1)!.time);
  const gap = Math.max(1, tops.length - from.length - to.length);
  return [
    ...lines,
    '─'.repeat(tops.length),
    `${from}${' '.repeat(gap)}${to}`,
    `highest ${most.toLocaleString('en')}`,
  ].join('\n');
}

const block = (part: number): string => BLOCKS[Math.round(Math.min(1, Math.max(0, part)) * 8)]!;

const timeLabel = (time: number): string => new Date(time).toISOString().slice(0, 16).replace('T', ' ');
