const sizes = [
  ...['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes'],
  ...['Bits', 'Kilobits', 'Megabits', 'Gigabits', 'Terabits'],
];

/** The units CloudWatch knows. @see AWS, MetricDatum, "Unit" */
const units: ReadonlySet<unknown> = new Set([
  ...['Seconds', 'Microseconds', 'Milliseconds', 'Percent', 'Count', 'Count/Second', 'None'],
  ...sizes,
  ...sizes.map((size) => `${size}/Second`),
]);

export const isUnit = (unit: unknown): unit is string => units.has(unit);
