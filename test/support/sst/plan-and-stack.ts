import { Resolver } from '../../../infra/apply/resolve.ts';
import type { Resource } from '../../../infra/resource.ts';
import type { RegisteredResource } from './project.ts';

/**
 * What each type of the plan is in the stack: the resource of the plan's own name first, then what stands beside it under that name and
 * more letters, because Pulumi's provider has it apart.
 */
export const STACK_TYPES: Readonly<Record<string, readonly string[]>> = {
  'AWS::CloudTrail::Trail': ['aws:cloudtrail/trail:Trail'],
  'AWS::CloudWatch::Alarm': ['aws:cloudwatch/metricAlarm:MetricAlarm'],
  'AWS::CloudWatch::Dashboard': ['aws:cloudwatch/dashboard:Dashboard'],
  'AWS::Config::ConfigRule': ['aws:cfg/rule:Rule'],
  'AWS::Config::ConfigurationRecorder': ['aws:cfg/recorder:Recorder'],
  'AWS::Config::ConformancePack': ['aws:cfg/conformancePack:ConformancePack'],
  'AWS::Config::DeliveryChannel': ['aws:cfg/deliveryChannel:DeliveryChannel', 'aws:cfg/recorderStatus:RecorderStatus'],
  'AWS::Config::RemediationConfiguration': ['aws:cfg/remediationConfiguration:RemediationConfiguration'],
  'AWS::DynamoDB::Table': ['aws:dynamodb/table:Table'],
  'AWS::Events::Archive': ['aws:cloudwatch/eventArchive:EventArchive'],
  'AWS::Events::Rule': ['aws:cloudwatch/eventRule:EventRule', 'aws:cloudwatch/eventTarget:EventTarget'],
  'AWS::IAM::ManagedPolicy': ['aws:iam/policy:Policy'],
  'AWS::IAM::Role': [
    'aws:iam/role:Role',
    'aws:iam/rolePolicy:RolePolicy',
    'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
  ],
  'AWS::KMS::Alias': ['aws:kms/alias:Alias'],
  'AWS::KMS::Key': ['aws:kms/key:Key'],
  'AWS::Lambda::Function': ['aws:lambda/function:Function'],
  'AWS::Lambda::Permission': ['aws:lambda/permission:Permission'],
  'AWS::Logs::LogGroup': ['aws:cloudwatch/logGroup:LogGroup'],
  'AWS::Logs::MetricFilter': ['aws:cloudwatch/logMetricFilter:LogMetricFilter'],
  'AWS::Logs::QueryDefinition': ['aws:cloudwatch/queryDefinition:QueryDefinition'],
  'AWS::Logs::SubscriptionFilter': ['aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter'],
  'AWS::S3::Bucket': [
    'aws:s3/bucket:Bucket',
    'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration',
    'aws:s3/bucketOwnershipControls:BucketOwnershipControls',
    'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
    'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
    'aws:s3/bucketVersioning:BucketVersioning',
  ],
  'AWS::S3::BucketPolicy': ['aws:s3/bucketPolicy:BucketPolicy'],
  'AWS::SNS::Subscription': ['aws:sns/topicSubscription:TopicSubscription'],
  'AWS::SNS::Topic': ['aws:sns/topic:Topic'],
  'AWS::SNS::TopicPolicy': ['aws:sns/topicPolicy:TopicPolicy'],
  'AWS::SQS::Queue': ['aws:sqs/queue:Queue'],
  'AWS::SQS::QueuePolicy': ['aws:sqs/queuePolicy:QueuePolicy'],
  'AWS::SSM::Association': ['aws:ssm/association:Association'],
  'AWS::SSM::Document': ['aws:ssm/document:Document'],
  'AWS::SSM::Parameter': ['aws:ssm/parameter:Parameter'],
  'AWS::Scheduler::Schedule': ['aws:scheduler/schedule:Schedule'],
  'Trailkeeper::S3::Object': ['aws:s3/bucketObjectv2:BucketObjectv2'],
};

/** A resource of the plan, and what it is in the stack. */
export interface Pair {
  readonly planned: Resource;
  /** Its properties, references in them resolved to what the stack's resources are called. */
  readonly properties: unknown;
  readonly registered: readonly RegisteredResource[];
}

/** Each resource of the plan beside its own in the stack. */
export function pairs(plan: readonly Resource[], stack: readonly RegisteredResource[]): Pair[] {
  const resolver = new Resolver('123456789012');
  const ownerOf = owners(plan);
  const found = plan.map((planned) => ({
    planned,
    registered: stack.filter((each) => ownerOf(each) === planned).sort((a, b) => a.name.length - b.name.length),
  }));
  for (const { planned, registered } of found) {
    const outputs = registered[0]?.outputs;
    if (outputs) resolver.add(planned.id, { Ref: refOf(planned.type, outputs), Arn: arnOf(planned.type, outputs) });
  }
  return found.map((each) => ({
    ...each,
    properties: resolver.resolve(each.planned.properties, each.planned.region),
  }));
}

/** Whose a resource of the stack is: of the plan's resource with the longest name its own begins with. */
function owners(plan: readonly Resource[]): (registered: RegisteredResource) => Resource | undefined {
  const longestFirst = [...plan].sort((a, b) => b.id.length - a.id.length);
  return ({ type, name }) =>
    longestFirst.find(({ id, type: plannedType }) => {
      const [main, ...beside] = STACK_TYPES[plannedType] ?? [];
      return name === id ? type === main : name.startsWith(id) && beside.includes(type);
    });
}

const refOf = (type: string, outputs: Readonly<Record<string, unknown>>): string => {
  const attribute = { 'AWS::SNS::Topic': 'arn', 'AWS::SQS::Queue': 'url', 'AWS::KMS::Key': 'keyId' }[type] ?? 'name';
  return String(outputs[attribute]);
};

/** CloudFormation's Arn of a log group is that of all its streams. */
const arnOf = (type: string, { arn }: Readonly<Record<string, unknown>>): string =>
  type === 'AWS::Logs::LogGroup' ? `${arn}:*` : String(arn);

/** Every text, number and truth in a value, in documents within texts too, each once. */
export function leaves(value: unknown): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((each) => [...leaves(each)]));
  if (typeof value === 'object' && value !== null) return leaves(Object.values(value));
  const document = documentIn(value);
  if (document !== undefined) return leaves(document);
  return new Set(value === undefined || value === null ? [] : [String(value)]);
}

/** The names in a value: what is a name on one side may be a value on the other, as tags and dimensions are. */
export function namesIn(value: unknown): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((each) => [...namesIn(each)]));
  if (typeof value !== 'object' || value === null) return new Set();
  return new Set([...Object.keys(value), ...Object.values(value).flatMap((each) => [...namesIn(each)])]);
}

/** Every object in a value, by its JSON: what is a document there has to be the same document elsewhere. */
export function documentsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(documentsIn);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(documentsIn);
  const document = documentIn(value);
  return document === undefined ? [] : [JSON.stringify(document)];
}

function documentIn(value: unknown): object | undefined {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as object;
  } catch {
    return undefined;
  }
}
