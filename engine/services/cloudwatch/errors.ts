import { AwsError } from '../../errors.ts';

export const invalidValue = (message: string) => new AwsError('InvalidParameterValueException', message);
export const invalidCombination = (message: string) => new AwsError('InvalidParameterCombinationException', message);
export const missingParameter = (message: string) => new AwsError('MissingRequiredParameterException', message);
export const validation = (message: string) => new AwsError('ValidationException', message);
/** CloudWatch sends no text with it (recorded). */
export const alarmNotFound = () => new AwsError('ResourceNotFound', '', { status: 404 });
