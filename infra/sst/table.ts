import { trail } from './register/cloudtrail.ts';
import { alarm, dashboard } from './register/cloudwatch.ts';
import { channel, pack, recorder, remediation, rule } from './register/config.ts';
import { dynamoTable } from './register/dynamodb.ts';
import { archive, eventRule, schedule } from './register/events.ts';
import { managedPolicy, role } from './register/iam.ts';
import { alias, key } from './register/kms.ts';
import { lambdaFunction, permission } from './register/lambda.ts';
import { logGroup, metricFilter, queryDefinition, subscriptionFilter } from './register/logs.ts';
import { agentProgram, bucket, bucketPolicy } from './register/s3.ts';
import { subscription, topic, topicPolicy } from './register/sns.ts';
import { queue, queuePolicy } from './register/sqs.ts';
import { association, document, parameter } from './register/ssm.ts';
import type { Register } from './registered.ts';

/** What each type of the plan is in an SST program. */
export const table: Readonly<Record<string, Register>> = {
  'AWS::CloudTrail::Trail': trail,
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::Dashboard': dashboard,
  'AWS::Config::ConfigRule': rule,
  'AWS::Config::ConfigurationRecorder': recorder,
  'AWS::Config::ConformancePack': pack,
  'AWS::Config::DeliveryChannel': channel,
  'AWS::Config::RemediationConfiguration': remediation,
  'AWS::DynamoDB::Table': dynamoTable,
  'AWS::Events::Archive': archive,
  'AWS::Events::Rule': eventRule,
  'AWS::IAM::ManagedPolicy': managedPolicy,
  'AWS::IAM::Role': role,
  'AWS::KMS::Alias': alias,
  'AWS::KMS::Key': key,
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::Lambda::Permission': permission,
  'AWS::Logs::LogGroup': logGroup,
  'AWS::Logs::MetricFilter': metricFilter,
  'AWS::Logs::QueryDefinition': queryDefinition,
  'AWS::Logs::SubscriptionFilter': subscriptionFilter,
  'AWS::S3::Bucket': bucket,
  'AWS::S3::BucketPolicy': bucketPolicy,
  'AWS::SNS::Subscription': subscription,
  'AWS::SNS::Topic': topic,
  'AWS::SNS::TopicPolicy': topicPolicy,
  'AWS::SQS::Queue': queue,
  'AWS::SQS::QueuePolicy': queuePolicy,
  'AWS::SSM::Association': association,
  'AWS::SSM::Document': document,
  'AWS::SSM::Parameter': parameter,
  'AWS::Scheduler::Schedule': schedule,
  'Trailkeeper::S3::Object': agentProgram,
};
