export type { HostDatum } from './host-metrics.ts';
export type { ConfigurationItem } from './items.ts';
export { type LogLine, type LogSource, logLines, logSources } from './log-lines.ts';
export { generateWeek, type Week, type WeekOptions } from './week.ts';
