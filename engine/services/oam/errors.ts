import { AwsError } from '../../errors.ts';

/** The codes are of the API reference, the words unverified. */
export const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message);
export const conflict = (message: string): AwsError => new AwsError('ConflictException', message);
export const overQuota = (message: string): AwsError => new AwsError('ServiceQuotaExceededException', message);
export const notFound = (arn: string): AwsError =>
  new AwsError('ResourceNotFoundException', `The resource ${arn} does not exist.`);

const ofTags = /Tag|Untag/;

/** Broken constraints have codes of their own here. */
export function refusalOf(operation: string, _input: unknown, message: string): AwsError {
  if (ofTags.test(operation)) return new AwsError('ValidationException', message);
  const missing = message.includes('Member must not be null');
  return new AwsError(missing ? 'MissingRequiredParameterException' : 'InvalidParameterException', message);
}
