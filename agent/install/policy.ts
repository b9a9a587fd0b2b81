import type { AgentSettings } from '../settings/model.ts';

/** An IAM policy document. */
export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

const PLACEHOLDER = /\{\w+\}/g;

/**
 * The least the agent needs for these settings: its log groups, its namespaces, its parameters, and nothing else. Without settings (they
 * are in SSM and not read yet) any group and namespace.
 */
export function policyFor(settings: AgentSettings | undefined, parameters: readonly string[]): Policy {
  const statements: Statement[] = [];
  const sources = settings ? [...(settings.logs?.files ?? []), ...(settings.logs?.journals ?? [])] : undefined;
  if (sources === undefined || sources.length > 0) {
    const groups = sources
      ? [...new Set(sources.map(({ group }) => group.replaceAll(PLACEHOLDER, '*')))].sort()
      : ['*'];
    const arns = groups.map((group) => `arn:aws:logs:*:*:log-group:${group}`);
    const retained = sources?.some(({ retention }) => retention > 0) ?? true;
    statements.push(
      {
        Sid: 'Deliver',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: arns.flatMap((arn) => [arn, `${arn}:log-stream:*`]),
      },
      {
        Sid: 'MakeGroups',
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', ...(retained ? ['logs:PutRetentionPolicy'] : [])],
        Resource: arns.flatMap((arn) => [arn, `${arn}:*`]),
      },
    );
  }
  const namespaces = settings
    ? [
        ...(settings.metrics && settings.metrics.plugins.length > 0 ? [settings.metrics.namespace] : []),
        ...(settings.scripts ? ['System/Linux'] : []),
      ]
    : undefined;
  if (namespaces === undefined || namespaces.length > 0) {
    statements.push({
      Sid: 'Measure',
      Effect: 'Allow',
      Action: ['cloudwatch:PutMetricData'],
      // PutMetricData knows no resources; the namespace is its condition.
      Resource: '*',
      ...(namespaces ? { Condition: { StringEquals: { 'cloudwatch:namespace': namespaces } } } : {}),
    });
  }
  if (parameters.length > 0) {
    statements.push({
      Sid: 'ReadSettings',
      Effect: 'Allow',
      Action: ['ssm:GetParameter'],
      Resource: parameters.map((name) => `arn:aws:ssm:*:*:parameter/${name.replace(/^\//, '')}`),
    });
  }
  const roles = [...new Set([settings?.logs?.roleArn, settings?.metrics?.roleArn])].filter(
    (role) => role !== undefined,
  );
  if (roles.length > 0) {
    statements.push({ Sid: 'TakeRoles', Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: roles });
  }
  return { Version: '2012-10-17', Statement: statements };
}
