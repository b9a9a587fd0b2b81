import { ACCOUNT, arnOf, type Resource, ref, sub } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { toDeadLetters } from './dead-letters.ts';
import { handler } from './handler.ts';
import { policy, trustOf } from './policies.ts';
import { SUPPRESSIONS_PATH } from './suppressions.ts';
import { tellingEnvironment, tells } from './telling.ts';

/** What writes how the account stands into the history bucket and tells its sum, and when. */
export function reports(settings: Settings): Resource[] {
  const { homeRegion: region, reports, frameworks, timeZone } = settings;
  if (!reports || frameworks.length === 0) return [];
  return [
    ...handler('report', {
      settings,
      statements: [
        ...tells(settings),
        { Sid: 'Write', Effect: 'Allow', Action: 's3:PutObject', Resource: sub('${HistoryBucket.Arn}/reports/*') },
        {
          Sid: 'Suppressions',
          Effect: 'Allow',
          Action: 'ssm:GetParametersByPath',
          Resource: sub(`arn:aws:ssm:${region}:${ACCOUNT}:parameter${SUPPRESSIONS_PATH}`),
        },
        // What is asked about is the account's, whatever its name.
        {
          Sid: 'ReadEvidence',
          Effect: 'Allow',
          Action: [
            'cloudwatch:DescribeAlarms',
            'config:BatchGetResourceConfig',
            'config:DescribeConfigRuleEvaluationStatus',
            'config:DescribeConfigRules',
            'config:GetComplianceDetailsByConfigRule',
            'events:ListRules',
            'events:ListTargetsByRule',
            'lambda:GetFunctionConfiguration',
            'logs:DescribeMetricFilters',
            'sns:ListSubscriptionsByTopic',
          ],
          Resource: '*',
        },
      ],
      environment: {
        ...tellingEnvironment(settings),
        FRAMEWORKS: frameworks.join(),
        REPORTS_BUCKET: ref('HistoryBucket'),
        SUPPRESSIONS_PATH,
      },
      seconds: 300,
      memory: 512,
    }),
    {
      id: 'ReportScheduleRole',
      type: 'AWS::IAM::Role',
      region,
      properties: {
        RoleName: 'trailkeeper-report-schedule',
        AssumeRolePolicyDocument: trustOf('scheduler.amazonaws.com'),
        Policies: [
          {
            PolicyName: 'invoke',
            PolicyDocument: policy(
              { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: arnOf('ReportFunction') },
              { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arnOf('DeadLetterQueue') },
            ),
          },
        ],
      },
    },
    {
      id: 'ReportSchedule',
      type: 'AWS::Scheduler::Schedule',
      region,
      properties: {
        Name: 'trailkeeper-report',
        Description: 'A report of how the account stands',
        ScheduleExpression: reports.schedule,
        ...(timeZone !== undefined && { ScheduleExpressionTimezone: timeZone }),
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: arnOf('ReportFunction'),
          RoleArn: arnOf('ReportScheduleRole'),
          Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}',
          ...toDeadLetters,
        },
      },
    },
  ];
}
