import type { ConfigRule } from '../../rules/kit/index.ts';
import { ACCOUNT, arnOf, type Resource, ref, sub, type Value } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { pascal } from './names.ts';
import { policy, trustOf } from './policies.ts';

/** The memory of how resources were set up: a recorder over all types, where its files go, and the rules that judge each change. */
export function configuration(rules: readonly ConfigRule[], settings: Settings): Resource[] {
  return [...recorder(settings), ...rules.map((rule) => configRule(rule, settings))];
}

function recorder({ homeRegion: region }: Settings): Resource[] {
  const files = `AWSLogs/${ACCOUNT}/Config/*`;
  return [
    {
      id: 'ConfigBucket',
      type: 'AWS::S3::Bucket',
      region,
      properties: {
        BucketName: sub(`trailkeeper-config-${ACCOUNT}-${region}`),
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    },
    {
      id: 'ConfigBucketPolicy',
      type: 'AWS::S3::BucketPolicy',
      region,
      properties: {
        Bucket: ref('ConfigBucket'),
        PolicyDocument: policy(
          delivery(['s3:GetBucketAcl', 's3:ListBucket'], arnOf('ConfigBucket')),
          delivery(['s3:PutObject'], sub(`\${ConfigBucket.Arn}/${files}`)),
        ),
      },
    },
    {
      id: 'ConfigRole',
      type: 'AWS::IAM::Role',
      region,
      properties: {
        RoleName: 'trailkeeper-config',
        AssumeRolePolicyDocument: trustOf('config.amazonaws.com'),
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWS_ConfigRole'],
        Policies: [
          {
            PolicyName: 'deliver',
            PolicyDocument: policy(
              { Effect: 'Allow', Action: 's3:PutObject', Resource: sub(`\${ConfigBucket.Arn}/${files}`) },
              { Effect: 'Allow', Action: 's3:GetBucketAcl', Resource: arnOf('ConfigBucket') },
            ),
          },
        ],
      },
    },
    {
      id: 'ConfigRecorder',
      type: 'AWS::Config::ConfigurationRecorder',
      region,
      properties: {
        Name: 'default',
        RoleARN: arnOf('ConfigRole'),
        RecordingGroup: { AllSupported: true, IncludeGlobalResourceTypes: true },
      },
    },
    {
      id: 'ConfigChannel',
      type: 'AWS::Config::DeliveryChannel',
      region,
      properties: { Name: 'default', S3BucketName: ref('ConfigBucket') },
      dependsOn: ['ConfigBucketPolicy', 'ConfigRecorder'],
    },
  ];
}

const delivery = (actions: string[], resource: Value): Value => ({
  Effect: 'Allow',
  Principal: { Service: 'config.amazonaws.com' },
  Action: actions,
  Resource: resource,
  Condition: { StringEquals: { 'aws:SourceAccount': sub(ACCOUNT) } },
});

/** A rule judged by the account's own function: told which of the catalogue's rules it is, and with which parameters. */
const configRule = (rule: ConfigRule, { homeRegion: region }: Settings): Resource => ({
  id: `${pascal(rule.id)}ConfigRule`,
  type: 'AWS::Config::ConfigRule',
  region,
  properties: {
    ConfigRuleName: `trailkeeper-${rule.id}`,
    Description: rule.title.en,
    Scope: { ComplianceResourceTypes: [...rule.resourceTypes] },
    InputParameters: { rule: rule.id, ...rule.parameters },
    Source: {
      Owner: 'CUSTOM_LAMBDA',
      SourceIdentifier: arnOf('ConfigRuleFunction'),
      SourceDetails: ['ConfigurationItemChangeNotification', 'OversizedConfigurationItemChangeNotification'].map(
        (MessageType) => ({ EventSource: 'aws.config', MessageType }),
      ),
    },
  },
  dependsOn: ['ConfigRulePermission', 'ConfigChannel'],
});
