import type { AlertRule } from '../../rules/kit/index.ts';
import { arnOf, type Resource } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { digestEnvironment, digests } from './digest.ts';
import { fromLogs, handler } from './handler.ts';
import { trailLogGroup, trailLogGroupValue } from './names.ts';
import { tellingEnvironment, tells } from './telling.ts';

/**
 * What reads the trail's records out of their log group: audit events, metrics, and alerts on calls that only read, which EventBridge
 * does not carry.
 * @param leftOut alerts the settings leave out
 */
export function auditLogs(leftOut: readonly AlertRule[], settings: Settings): Resource[] {
  const { audit } = settings;
  if (!audit) return [];
  return [
    ...handler('audit-logs', {
      settings,
      statements: [...tells(settings), ...digests(settings)],
      invokedBy: fromLogs(settings, trailLogGroup(settings)),
      environment: {
        ...tellingEnvironment(settings),
        ...digestEnvironment,
        AUDIT_EVENTS: audit,
        ...(leftOut.length > 0 && { RULES_LEFT_OUT: leftOut.map(({ id }) => id).join() }),
      },
      seconds: 60,
    }),
    {
      id: 'AuditLogsSubscription',
      type: 'AWS::Logs::SubscriptionFilter',
      region: settings.homeRegion,
      properties: {
        LogGroupName: trailLogGroupValue(settings),
        FilterName: 'trailkeeper-audit-logs',
        FilterPattern: '',
        DestinationArn: arnOf('AuditLogsFunction'),
      },
      dependsOn: ['AuditLogsPermission'],
    },
  ];
}
