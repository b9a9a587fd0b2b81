import { ACCOUNT, arnOf, type Resource, ref, sub, type Value } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { pascal } from './names.ts';
import { policy, trustOf } from './policies.ts';
import { functionAlarms } from './self-alarms.ts';

const SECONDS = 30;
const MEMORY = 256;

export interface HandlerOptions {
  readonly settings: Settings;
  /** What it may do besides writing its log. */
  readonly statements?: readonly Value[];
  /** Who may invoke it, besides those whose roles may. */
  readonly invokedBy?: Readonly<Record<string, Value>>;
  readonly environment?: Readonly<Record<string, Value>>;
  readonly seconds?: number;
  /** MB */
  readonly memory?: number;
}

/** A Lambda function with its log, its role, who may invoke it, where its failures go and what tells of them. */
export function handler(name: string, options: HandlerOptions): Resource[] {
  const { settings, statements = [], invokedBy, environment = {}, seconds = SECONDS, memory = MEMORY } = options;
  const { homeRegion: region } = settings;
  const id = pascal(name);
  const functionName = `trailkeeper-${name}`;
  const group = `/aws/lambda/${functionName}`;
  return [
    {
      id: `${id}LogGroup`,
      type: 'AWS::Logs::LogGroup',
      region,
      properties: { LogGroupName: group, RetentionInDays: settings.retention.functions },
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
                Sid: 'Log',
                Effect: 'Allow',
                Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
                Resource: sub(`arn:aws:logs:${region}:${ACCOUNT}:log-group:${group}:*`),
              },
              // Lambda itself sends what failed for good, as the function.
              {
                Sid: 'DeadLetters',
                Effect: 'Allow',
                Action: 'sqs:SendMessage',
                Resource: arnOf('DeadLetterQueue'),
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
        Timeout: seconds,
        MemorySize: memory,
        LoggingConfig: { LogFormat: 'Text', LogGroup: ref(`${id}LogGroup`) },
        DeadLetterConfig: { TargetArn: arnOf('DeadLetterQueue') },
        Environment: { Variables: environment },
      },
    },
    ...(invokedBy
      ? [
          {
            id: `${id}Permission`,
            type: 'AWS::Lambda::Permission',
            region,
            properties: { FunctionName: ref(`${id}Function`), Action: 'lambda:InvokeFunction', ...invokedBy },
          },
        ]
      : []),
    ...functionAlarms(id, name, settings),
  ];
}

/** Who invokes a function: rules of the home region's bus. */
export const fromRules = ({ homeRegion: region }: Settings) => ({
  Principal: 'events.amazonaws.com',
  SourceArn: sub(`arn:aws:events:${region}:${ACCOUNT}:rule/trailkeeper-*`),
});

/** Config, for its rules. */
export const fromConfig = ({ homeRegion: region }: Settings) => ({
  Principal: 'config.amazonaws.com',
  SourceArn: sub(`arn:aws:config:${region}:${ACCOUNT}:config-rule/*`),
});

/** A log group's subscription. */
export const fromLogs = ({ homeRegion: region }: Settings, logGroup: string) => ({
  Principal: 'logs.amazonaws.com',
  SourceArn: sub(`arn:aws:logs:${region}:${ACCOUNT}:log-group:${logGroup}:*`),
});
