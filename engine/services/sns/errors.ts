import { AwsError } from '../../errors.ts';

/** `Invalid parameter: <what>`, SNS's answer to most of what is wrong. */
export const invalid = (what: string): AwsError =>
  new AwsError('InvalidParameterException', `Invalid parameter: ${what}`);

/** Without the words before it, as some of SNS's messages come. */
export const invalidBare = (message: string): AwsError => new AwsError('InvalidParameterException', message);

export const noTopic = (): AwsError => new AwsError('NotFoundException', 'Topic does not exist', { status: 404 });

export const noApplication = (): AwsError =>
  new AwsError('NotFoundException', 'PlatformApplication does not exist', { status: 404 });

export const noEndpoint = (): AwsError => new AwsError('NotFoundException', 'Endpoint does not exist', { status: 404 });

export const noSubscription = (): AwsError =>
  new AwsError('NotFoundException', 'Subscription does not exist', { status: 404 });
