import type { Band, ComparisonOperator, ThresholdAlarm } from './types.ts';

const words: Record<ComparisonOperator, string> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
  GreaterThanUpperThreshold: 'greater than',
  LessThanLowerThreshold: 'less than',
  LessThanLowerOrGreaterThanUpperThreshold: 'less than',
};

/** `greater than or equal to`: the operator as a state reason says it. */
export const comparisonWords = (operator: ComparisonOperator): string => words[operator];

export const comparesWithBand = (operator: ComparisonOperator): boolean =>
  operator === 'GreaterThanUpperThreshold' ||
  operator === 'LessThanLowerThreshold' ||
  operator === 'LessThanLowerOrGreaterThanUpperThreshold';

/** Does this value breach? A value whose model has no band yet does not: there is nothing to compare it with. */
export function breaches(alarm: ThresholdAlarm, value: number, band?: Band): boolean {
  const threshold = alarm.threshold ?? Number.NaN;
  switch (alarm.comparisonOperator) {
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
    case 'GreaterThanUpperThreshold':
      return band !== undefined && value > band.upper;
    case 'LessThanLowerThreshold':
      return band !== undefined && value < band.lower;
    case 'LessThanLowerOrGreaterThanUpperThreshold':
      return band !== undefined && (value < band.lower || value > band.upper);
  }
}
