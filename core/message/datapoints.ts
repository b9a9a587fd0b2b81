import { type Course, type Evidence, startsOf } from '../alarm/index.ts';
import type { Language } from './text.ts';
import { describeTime } from './words.ts';

/** The values of a metric over a course of periods, oldest first; undefined where nothing came. */
export interface Values {
  readonly course: Course;
  readonly values: readonly (number | undefined)[];
}

/** Puts datapoints, given by times (ms since 1970), in the periods of a course they lie in. */
export function valuesOn(course: Course, datapoints: ReadonlyMap<number, number>): Values {
  const values: (number | undefined)[] = startsOf(course).map(() => undefined);
  for (const [at, value] of datapoints) {
    const place = Math.floor((at - course.start) / (course.period * 1000));
    if (place >= 0 && place < values.length) values[place] = value;
  }
  return { course, values };
}

const levels = [...'▁▂▃▄▅▆▇█'];
const gap = '·';

/** Datapoints listed in one message; the rest is counted. */
const listed = 10;

/**
 * The metric as a line of characters that any font shows, a period each, with the threshold's level:
 *
 *     ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█
 *     0 to 3, threshold 1 (▃). 24 periods of 5 minutes to 2026-01-05 09:05:00 UTC
 *
 * Empty where the metric has no value on the course.
 */
export function drawing({ course, values }: Values, threshold: number | undefined, lang: Language, timeZone?: string) {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return '';
  const [least, most] = [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))];
  const low = Math.min(least, threshold ?? least);
  const high = Math.max(most, threshold ?? most);
  const level = (value: number) =>
    levels[high === low ? 0 : Math.round(((value - low) / (high - low)) * (levels.length - 1))];
  const line = values.map((value) => (value === undefined ? gap : level(value))).join('');
  const range =
    least === most
      ? shown(most)
      : { en: `${shown(least)} to ${shown(most)}`, ko: `${shown(least)}~${shown(most)}` }[lang];
  const limit =
    threshold === undefined
      ? ''
      : `, ${{ en: 'threshold', ko: '임계값' }[lang]} ${shown(threshold)} (${level(threshold)})`;
  const missing = known.length === values.length ? '' : `, ${gap} ${{ en: 'no data', ko: '데이터 없음' }[lang]}`;
  const end = describeTime(new Date(course.end).toISOString(), timeZone);
  const span = {
    en: `${values.length} periods of ${lengthOf(course.period, lang)} to ${end}`,
    ko: `${lengthOf(course.period, lang)} 단위 ${values.length}개 구간, ${end}까지`,
  }[lang];
  return `${line}\n${range}${limit}${missing}. ${span}`;
}

/** A line for each datapoint that decided, the latest first. */
export function decisive({ datapoints }: Evidence, lang: Language, timeZone?: string): string {
  const lines = datapoints.slice(0, listed).map(({ at, value, samples, breaching }) => {
    const what = value === undefined ? { en: 'no data', ko: '데이터 없음' }[lang] : shown(value);
    const counted = samples === undefined ? '' : samplesOf(samples, lang);
    const crosses = breaching ? { en: ', crosses the threshold', ko: ', 임계값 위반' }[lang] : '';
    return `- ${describeTime(new Date(at).toISOString(), timeZone)}: ${what}${counted}${crosses}`;
  });
  const left = datapoints.length - listed;
  if (left > 0) lines.push({ en: `... and ${left} more`, ko: `... 외 ${left}개` }[lang]);
  return lines.join('\n');
}

const samplesOf = (count: number, lang: Language): string =>
  ({ en: ` (${shown(count)} sample${count === 1 ? '' : 's'})`, ko: ` (표본 ${shown(count)}개)` })[lang];

/** Six digits are more than anyone compares. */
const shown = (value: number): string => String(Number(value.toPrecision(6)));

const lengths: readonly (readonly [seconds: number, en: string, ko: string])[] = [
  [86_400, 'day', '일'],
  [3600, 'hour', '시간'],
  [60, 'minute', '분'],
  [1, 'second', '초'],
];

function lengthOf(seconds: number, lang: Language): string {
  const [unit, en, ko] = lengths.find(([each]) => seconds % each === 0) ?? [1, 'second', '초'];
  const count = seconds / unit;
  return { en: `${count} ${en}${count === 1 ? '' : 's'}`, ko: `${count}${ko}` }[lang];
}
