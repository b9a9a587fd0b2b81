import type { EngineParts } from './service.ts';
import { cloudtrail } from './services/cloudtrail/index.ts';
import { cloudwatch } from './services/cloudwatch/index.ts';
import { config } from './services/config/index.ts';
import { dynamodb } from './services/dynamodb/index.ts';
import { ec2 } from './services/ec2/index.ts';
import { events } from './services/events/index.ts';
import { firehose } from './services/firehose/index.ts';
import { iam } from './services/iam/index.ts';
import { kinesis } from './services/kinesis/index.ts';
import { kms } from './services/kms/index.ts';
import { lambda } from './services/lambda/index.ts';
import { logs } from './services/logs/index.ts';
import { oam } from './services/oam/index.ts';
import { s3 } from './services/s3/index.ts';
import { scheduler } from './services/scheduler/index.ts';
import { sns } from './services/sns/index.ts';
import { sqs } from './services/sqs/index.ts';
import { ssm } from './services/ssm/index.ts';
import { sts } from './services/sts/index.ts';

/** Every service of the engine. One not in this map answers that it is not here. */
export const definitions = {
  cloudtrail,
  cloudwatch,
  config,
  dynamodb,
  ec2,
  events,
  firehose,
  iam,
  kinesis,
  kms,
  lambda,
  logs,
  oam,
  s3,
  scheduler,
  sns,
  sqs,
  ssm,
  sts,
};

export type Services = {
  readonly [Name in keyof typeof definitions]: ReturnType<(typeof definitions)[Name]['create']>;
};

export function createServices(parts: EngineParts): Services {
  const created = Object.entries(definitions).map(([name, definition]) => [name, definition.create(parts)]);
  return Object.fromEntries(created) as Services;
}
