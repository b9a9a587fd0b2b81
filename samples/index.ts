export type { ConfigurationItem } from './items.ts';
export { generateWeek, type Week, type WeekOptions } from './week.ts';
