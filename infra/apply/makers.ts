import { makeTrail } from './make/cloudtrail.ts';
import { makeAlarm, makeDashboard } from './make/cloudwatch.ts';
import { makeChannel, makeConfigRule, makePack, makeRecorder, makeRemediation } from './make/config.ts';
import { makeTable } from './make/dynamodb.ts';
import { makeArchive, makeRule } from './make/events.ts';
import { makeManagedPolicy, makeRole } from './make/iam.ts';
import { makeAlias, makeKey } from './make/kms.ts';
import { makeFunction, makePermission } from './make/lambda.ts';
import { makeLogGroup, makeMetricFilter, makeQueryDefinition, makeSubscriptionFilter } from './make/logs.ts';
import { makeBucket, makeBucketPolicy, makeObject } from './make/s3.ts';
import { makeSchedule } from './make/scheduler.ts';
import { makeSubscription, makeTopic, makeTopicPolicy } from './make/sns.ts';
import { makeQueue, makeQueuePolicy } from './make/sqs.ts';
import { makeAssociation, makeDocument, makeParameter } from './make/ssm.ts';
import type { Maker } from './maker.ts';

/** How each type of resource is made by SDK calls. */
export const makers: Readonly<Record<string, Maker>> = {
  'AWS::CloudTrail::Trail': makeTrail,
  'AWS::CloudWatch::Alarm': makeAlarm,
  'AWS::CloudWatch::Dashboard': makeDashboard,
  'AWS::Config::ConfigRule': makeConfigRule,
  'AWS::Config::ConfigurationRecorder': makeRecorder,
  'AWS::Config::ConformancePack': makePack,
  'AWS::Config::DeliveryChannel': makeChannel,
  'AWS::Config::RemediationConfiguration': makeRemediation,
  'AWS::DynamoDB::Table': makeTable,
  'AWS::Events::Archive': makeArchive,
  'AWS::Events::Rule': makeRule,
  'AWS::IAM::ManagedPolicy': makeManagedPolicy,
  'AWS::IAM::Role': makeRole,
  'AWS::KMS::Alias': makeAlias,
  'AWS::KMS::Key': makeKey,
  'AWS::Lambda::Function': makeFunction,
  'AWS::Lambda::Permission': makePermission,
  'AWS::Logs::LogGroup': makeLogGroup,
  'AWS::Logs::MetricFilter': makeMetricFilter,
  'AWS::Logs::QueryDefinition': makeQueryDefinition,
  'AWS::Logs::SubscriptionFilter': makeSubscriptionFilter,
  'AWS::S3::Bucket': makeBucket,
  'AWS::S3::BucketPolicy': makeBucketPolicy,
  'AWS::SNS::Subscription': makeSubscription,
  'AWS::SNS::Topic': makeTopic,
  'AWS::SNS::TopicPolicy': makeTopicPolicy,
  'AWS::SQS::Queue': makeQueue,
  'AWS::SQS::QueuePolicy': makeQueuePolicy,
  'AWS::SSM::Association': makeAssociation,
  'AWS::SSM::Document': makeDocument,
  'AWS::SSM::Parameter': makeParameter,
  'AWS::Scheduler::Schedule': makeSchedule,
  'Trailkeeper::S3::Object': makeObject,
};
