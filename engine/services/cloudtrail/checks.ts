import { parseArn } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Trail } from './model.ts';

/** Whether what a trail writes to is there; answered by the services that have it. */
export interface Existence {
  bucket(name: string): boolean;
  topic(arn: string): boolean;
  logGroup(arn: string): boolean;
}

/** @see AWS, "CreateTrail", S3KeyPrefix; the words of its refusal are unverified */
const LONGEST_PREFIX = 200;

/** Refuses trails that point to nothing. Without services to ask, all is taken to be there. */
export class Checks {
  existence: Existence = { bucket: () => true, topic: () => true, logGroup: () => true };

  trail(trail: Trail): void {
    const { bucket, prefix = '', snsTopic, logGroupArn, logRoleArn } = trail;
    if (prefix.length > LONGEST_PREFIX) {
      const length = `${prefix.length} characters`;
      throw new AwsError(
        'InvalidS3PrefixException',
        `S3 prefix is longer than maximum length. Maximum allowed length: ${LONGEST_PREFIX} characters. Specified length: ${length}.`,
      );
    }
    if (trail.multiRegion && !trail.includeGlobalServices) {
      throw new AwsError(
        'InvalidParameterCombinationException',
        'Multi-Region trail must include global service events.',
      );
    }
    if (!this.existence.bucket(bucket)) {
      throw new AwsError('S3BucketDoesNotExistException', `S3 bucket ${bucket} does not exist!`, { status: 404 });
    }
    const topic =
      snsTopic && (parseArn(snsTopic) ? snsTopic : `arn:aws:sns:${trail.homeRegion}:${trail.account}:${snsTopic}`);
    if (topic && !this.existence.topic(topic)) {
      throw new AwsError(
        'InsufficientSnsTopicPolicyException',
        'SNS Topic does not exist or the topic policy is incorrect!',
      );
    }
    if (!logGroupArn && !logRoleArn) return;
    if (!logRoleArn) throw wrongGroup('CloudWatchLogsRoleArn');
    if (!logGroupArn || !this.existence.logGroup(logGroupArn)) throw wrongGroup('CloudWatchLogsLogGroupArn');
  }
}

const wrongGroup = (member: 'CloudWatchLogsRoleArn' | 'CloudWatchLogsLogGroupArn'): AwsError =>
  member === 'CloudWatchLogsRoleArn'
    ? new AwsError('InvalidCloudWatchLogsRoleArnException', 'You must specify a role ARN as well as a log group.')
    : new AwsError(
        'InvalidCloudWatchLogsLogGroupArnException',
        'CloudTrail cannot validate the specified log group ARN.',
      );
