import { type LogRow, parseQuery, runQuery, textOf } from '../../../core/insights/index.ts';

export const START = Date.UTC(2026, 0, 5, 8, 30);

/** Log events a second apart. */
export const events = (...messages: (string | object)[]): LogRow[] =>
  messages.map((message, index) => ({
    timestamp: START + index * 1000,
    ingestionTime: START + index * 1000 + 5,
    message: typeof message === 'string' ? message : JSON.stringify(message),
    log: '123456789012:g',
    logStream: `s${index}`,
    ptr: `p${index}`,
  }));

/** Each row as an object of texts, without `@ptr`. */
export function rows(query: string, ...messages: (string | object)[]): Record<string, string | undefined>[] {
  const { columns, rows: found } = runQuery(parseQuery(query), events(...messages), { now: START, limit: 10_000 });
  return found.map((row) =>
    Object.fromEntries(
      row.flatMap((value, index) => {
        const text = textOf(value);
        return text === undefined || columns[index] === '@ptr' ? [] : [[columns[index]!, text]];
      }),
    ),
  );
}

/** The value of one expression over one event. */
export const value = (expression: string, message: string | object = {}): string | undefined =>
  rows(`fields ${expression} as it`, message)[0]?.it;
