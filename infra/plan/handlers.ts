import { ACCOUNT, arnOf, type Resource, ref, sub, type Value } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { IDEMPOTENCY_TABLE, pascal, TRAIL_LOG_GROUP } from './names.ts';
import { policy, trustOf } from './policies.ts';

const SECONDS = 30;
const MEMORY = 256;

/** The Lambda functions, with what each may do, and the table that keeps them from telling a thing twice. */
export function handlers(settings: Settings): Resource[] {
  const { homeRegion: region } = settings;
  const readTrail: Value[] = [
    {
      Effect: 'Allow',
      Action: 'logs:DescribeMetricFilters',
      Resource: sub(`arn:aws:logs:${region}:${ACCOUNT}:log-group:*`),
    },
    {
      Effect: 'Allow',
      Action: 'logs:FilterLogEvents',
      Resource: sub(`arn:aws:logs:${region}:${ACCOUNT}:log-group:${TRAIL_LOG_GROUP}:*`),
    },
    // CloudWatch knows no resource to narrow this to.
    { Effect: 'Allow', Action: 'cloudwatch:GetMetricStatistics', Resource: '*' },
  ];
  return [
    {
      id: 'IdempotencyTable',
      type: 'AWS::DynamoDB::Table',
      region,
      properties: {
        TableName: IDEMPOTENCY_TABLE,
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'expiration', Enabled: true },
      },
    },
    ...handler('alert', { settings, statements: tells, invokedBy: fromRules(region) }),
    ...handler('alarm', { settings, statements: [...tells, ...readTrail], invokedBy: fromRules(region) }),
    ...handler('config-rule', { settings, statements: [judges], invokedBy: fromConfig(region) }),
    {
      id: 'AlarmChangeRule',
      type: 'AWS::Events::Rule',
      region,
      properties: {
        Name: 'trailkeeper-alarm-change',
        Description: 'Every change of an alarm, made readable',
        EventPattern: { source: ['aws.cloudwatch'], 'detail-type': ['CloudWatch Alarm State Change'] },
        State: 'ENABLED',
        Targets: [{ Id: 'alarm', Arn: arnOf('AlarmFunction') }],
      },
      dependsOn: ['AlarmPermission'],
    },
  ];
}

interface HandlerOptions {
  readonly settings: Settings;
  /** What it may do besides writing its log. */
  readonly statements: readonly Value[];
  /** Who may invoke it. */
  readonly invokedBy: Readonly<Record<string, Value>>;
}

/** Messages are published, and each incident's once. */
const tells: readonly Value[] = [
  { Effect: 'Allow', Action: 'sns:Publish', Resource: ref('AlertTopic') },
  {
    Effect: 'Allow',
    Action: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:GetItem'],
    Resource: arnOf('IdempotencyTable'),
  },
];

/** Config knows no resource to narrow this to: a result token says whose verdict it is. */
const judges: Value = { Effect: 'Allow', Action: 'config:PutEvaluations', Resource: '*' };

const fromRules = (region: string) => ({
  Principal: 'events.amazonaws.com',
  SourceArn: sub(`arn:aws:events:${region}:${ACCOUNT}:rule/trailkeeper-*`),
});

const fromConfig = (region: string) => ({
  Principal: 'config.amazonaws.com',
  SourceArn: sub(`arn:aws:config:${region}:${ACCOUNT}:config-rule/*`),
});

function handler(name: string, { settings, statements, invokedBy }: HandlerOptions): Resource[] {
  const { homeRegion: region, language } = settings;
  const id = pascal(name);
  const functionName = `trailkeeper-${name}`;
  const group = `/aws/lambda/${functionName}`;
  return [
    {
      id: `${id}LogGroup`,
      type: 'AWS::Logs::LogGroup',
      region,
      properties: { LogGroupName: group, RetentionInDays: 90 },
    },
    {
      id: `${id}Role`,
      type: 'AWS::IAM::Role',
      region,
      properties: {
        RoleName: functionName,
        AssumeRolePolicyDocument: trustOf('lambda.amazonaws.com'),
        Policies: [
          {
            PolicyName: 'handle',
            PolicyDocument: policy(
              {
                Effect: 'Allow',
                Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
                Resource: sub(`arn:aws:logs:${region}:${ACCOUNT}:log-group:${group}:*`),
              },
              ...statements,
            ),
          },
        ],
      },
    },
    {
      id: `${id}Function`,
      type: 'AWS::Lambda::Function',
      region,
      bundle: name,
      properties: {
        FunctionName: functionName,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Architectures: ['arm64'],
        Role: arnOf(`${id}Role`),
        Timeout: SECONDS,
        MemorySize: MEMORY,
        LoggingConfig: { LogGroup: ref(`${id}LogGroup`) },
        Environment: {
          Variables: { TOPIC_ARN: ref('AlertTopic'), IDEMPOTENCY_TABLE: ref('IdempotencyTable'), LANGUAGE: language },
        },
      },
    },
    {
      id: `${id}Permission`,
      type: 'AWS::Lambda::Permission',
      region,
      properties: { FunctionName: ref(`${id}Function`), Action: 'lambda:InvokeFunction', ...invokedBy },
    },
  ];
}
