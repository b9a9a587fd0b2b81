import { AwsError } from '../../errors.ts';

/** CloudWatch Logs' answers that are not a success, in its words (recorded from AWS unless noted). */
export const refusals = {
  groupNotFound: () => new AwsError('ResourceNotFoundException', 'The specified log group does not exist.'),
  streamNotFound: () => new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.'),
  groupExists: () => new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists'),
  streamExists: () => new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists'),
  badToken: () => invalid('The specified nextToken is invalid.'),
  /** By a user's report of DescribeSubscriptionFilters; of the other calls unverified. */
  standardOnly: () =>
    new AwsError('ValidationException', 'This operation is only supported on the Standard log class.'),
  limit: () => new AwsError('LimitExceededException', 'Resource limit exceeded.'),
  nameTooLong: () => invalid('Invalid LogGroup or LogStream, both must have length less than or equal to 512.'),
};

export const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message);

export const notFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', message);

/** Calls of later years, which answer broken constraints as other services do (recorded). */
const laterCalls = /Deliver(y|ies)/;

/** What Logs answers to a broken constraint in words of its own (recorded). */
export function refusalOf(operation: string, input: unknown, message: string): AwsError | undefined {
  const { logGroupName, logStreamName } = input as Record<string, unknown>;
  if ([logGroupName, logStreamName].some((name) => typeof name === 'string' && name.length > 512)) {
    return refusals.nameTooLong();
  }
  return laterCalls.test(operation) ? new AwsError('ValidationException', message) : undefined;
}
