const DATE = /\{([^{}]*)\}/g;
const UNIT = /yyyy|MM|dd|HH/g;

/** Whether a pattern makes names OpenSearch takes: in lower case, without its reserved characters. */
export const isIndexPattern = (pattern: string): boolean =>
  /^[^-_+.\s]\S*$/.test(pattern) && !/[A-Z\\/*?"<>|,#:{}]/.test(indexName(pattern, 0));

/**
 * The index of an event: each part between braces has its `yyyy`, `MM`, `dd` and `HH` put in, in UTC; `cwl-{yyyy.MM.dd}` is
 * `cwl-2026.01.05`.
 * @param time ms since 1970
 */
export function indexName(pattern: string, time: number): string {
  const iso = new Date(time).toISOString();
  const units: Readonly<Record<string, string>> = {
    yyyy: iso.slice(0, 4),
    MM: iso.slice(5, 7),
    dd: iso.slice(8, 10),
    HH: iso.slice(11, 13),
  };
  return pattern.replace(DATE, (_, date: string) => date.replace(UNIT, (unit) => units[unit]!));
}
