import { makeTrail } from './make/cloudtrail.ts';
import { makeAlarm } from './make/cloudwatch.ts';
import { makeChannel, makeConfigRule, makeRecorder } from './make/config.ts';
import { makeTable } from './make/dynamodb.ts';
import { makeRule } from './make/events.ts';
import { makeRole } from './make/iam.ts';
import { makeFunction, makePermission } from './make/lambda.ts';
import { makeLogGroup, makeMetricFilter } from './make/logs.ts';
import { makeBucket, makeBucketPolicy } from './make/s3.ts';
import { makeSubscription, makeTopic } from './make/sns.ts';
import type { Maker } from './maker.ts';

/** How each type of resource is made by SDK calls. */
export const makers: Readonly<Record<string, Maker>> = {
  'AWS::CloudTrail::Trail': makeTrail,
  'AWS::CloudWatch::Alarm': makeAlarm,
  'AWS::Config::ConfigRule': makeConfigRule,
  'AWS::Config::ConfigurationRecorder': makeRecorder,
  'AWS::Config::DeliveryChannel': makeChannel,
  'AWS::DynamoDB::Table': makeTable,
  'AWS::Events::Rule': makeRule,
  'AWS::IAM::Role': makeRole,
  'AWS::Lambda::Function': makeFunction,
  'AWS::Lambda::Permission': makePermission,
  'AWS::Logs::LogGroup': makeLogGroup,
  'AWS::Logs::MetricFilter': makeMetricFilter,
  'AWS::S3::Bucket': makeBucket,
  'AWS::S3::BucketPolicy': makeBucketPolicy,
  'AWS::SNS::Subscription': makeSubscription,
  'AWS::SNS::Topic': makeTopic,
};
