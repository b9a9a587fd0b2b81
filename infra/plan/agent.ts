import { agentDocument } from '../agent/index.ts';
import { ACCOUNT, arnOf, type Resource, ref, sub } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { policy } from './policies.ts';

/** Where the agent's settings are kept: agents follow it as it changes. */
export const AGENT_PARAMETER = '/trailkeeper/agent';
const KEY = 'agent/agent.cjs';

/** The host agent: its program, its settings, what installs it on which instances, and what an instance's role needs for it. */
export function agent({ agent, homeRegion: region }: Settings): Resource[] {
  if (!agent) return [];
  const bucket = `trailkeeper-history-${ACCOUNT}-${region}`;
  const { settings, target } = agent;
  return [
    {
      id: 'AgentProgram',
      type: 'Trailkeeper::S3::Object',
      region,
      asset: 'agent',
      properties: { Bucket: ref('HistoryBucket'), Key: KEY, ContentType: 'text/javascript' },
    },
    {
      id: 'AgentSettings',
      type: 'AWS::SSM::Parameter',
      region,
      properties: {
        Name: AGENT_PARAMETER,
        Description: "The Trailkeeper agent's settings; agents follow them",
        Type: 'String',
        Value: typeof settings === 'string' ? settings : JSON.stringify(settings, null, 2),
      },
    },
    {
      id: 'AgentDocument',
      type: 'AWS::SSM::Document',
      region,
      properties: {
        Name: 'trailkeeper-agent',
        DocumentType: 'Command',
        DocumentFormat: 'JSON',
        TargetType: '/AWS::EC2::Instance',
        Content: sub(agentDocument({ region, bucket, key: KEY, parameter: AGENT_PARAMETER })),
      },
    },
    {
      id: 'AgentAssociation',
      type: 'AWS::SSM::Association',
      region,
      properties: {
        AssociationName: 'trailkeeper-agent',
        Name: ref('AgentDocument'),
        Targets: [{ Key: `tag:${target.tag}`, Values: target.values }],
        ScheduleExpression: 'rate(1 day)',
        Parameters: { Action: ['Install'] },
      },
      dependsOn: ['AgentProgram', 'AgentSettings'],
    },
    {
      id: 'AgentPolicy',
      type: 'AWS::IAM::ManagedPolicy',
      region,
      properties: {
        ManagedPolicyName: 'trailkeeper-agent',
        Description: "What an instance's role needs besides AmazonSSMManagedInstanceCore",
        PolicyDocument: policy(
          { Sid: 'Program', Effect: 'Allow', Action: 's3:GetObject', Resource: sub(`\${HistoryBucket.Arn}/${KEY}`) },
          { Sid: 'FindProgram', Effect: 'Allow', Action: 's3:ListBucket', Resource: arnOf('HistoryBucket') },
          {
            Sid: 'Settings',
            Effect: 'Allow',
            Action: 'ssm:GetParameter',
            Resource: sub(`arn:aws:ssm:${region}:${ACCOUNT}:parameter${AGENT_PARAMETER}`),
          },
          {
            Sid: 'Deliver',
            Effect: 'Allow',
            Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 'logs:PutRetentionPolicy'],
            Resource: sub(`arn:aws:logs:*:${ACCOUNT}:log-group:*`),
          },
          // PutMetricData knows no resource.
          { Sid: 'Measure', Effect: 'Allow', Action: 'cloudwatch:PutMetricData', Resource: '*' },
        ),
      },
    },
  ];
}
