import { type AlertRule, globalRegion } from '../../rules/kit/index.ts';
import { ACCOUNT, arnOf, type Resource, sub, type Value } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { policy, trustOf } from './policies.ts';

/**
 * IAM and the other global services put their events on us-east-1's bus alone. Where home is elsewhere, a rule there sends what
 * some alert wants on to the home bus.
 */
export function forwarding(alerts: readonly AlertRule[], { homeRegion }: Settings): Resource[] {
  const wanted = alerts.filter(({ placement }) => placement !== 'regional');
  if (homeRegion === globalRegion || wanted.length === 0) return [];
  const homeBus = `arn:aws:events:${homeRegion}:${ACCOUNT}:event-bus/default`;
  return [
    {
      id: 'ForwardRole',
      type: 'AWS::IAM::Role',
      region: globalRegion,
      properties: {
        RoleName: 'trailkeeper-forward',
        AssumeRolePolicyDocument: trustOf('events.amazonaws.com'),
        Policies: [
          {
            PolicyName: 'put-on-home-bus',
            PolicyDocument: policy({ Effect: 'Allow', Action: 'events:PutEvents', Resource: sub(homeBus) }),
          },
        ],
      },
    },
    ...[...forwardedPatterns(wanted)].map(([name, pattern]) => ({
      id: `Forward${name}`,
      type: 'AWS::Events::Rule',
      region: globalRegion,
      properties: {
        Name: `trailkeeper-forward-${name.toLowerCase()}`,
        Description: `Events of global services, on to ${homeRegion}`,
        EventPattern: pattern,
        State: 'ENABLED',
        Targets: [{ Id: 'home', Arn: sub(homeBus), RoleArn: arnOf('ForwardRole') }],
      },
    })),
  ];
}

/**
 * What to send on: by source where the alerts name theirs, else by detail-type. Coarser than the alerts' own patterns on purpose:
 * a rule holds 2,048 characters, and what no alert wants ends at the home bus.
 */
function forwardedPatterns(alerts: readonly AlertRule[]): Map<string, Value> {
  const named = alerts.filter(({ pattern }) => Array.isArray(pattern.source));
  const unnamed = alerts.filter(({ pattern }) => !Array.isArray(pattern.source));
  const sources = union(named, 'source');
  const patterns = new Map<string, Value>();
  if (named.length > 0) patterns.set('Sources', { source: sources, 'detail-type': union(named, 'detail-type') });
  if (unnamed.length > 0) {
    patterns.set('Types', {
      ...(sources.length > 0 && { source: [{ 'anything-but': sources }] }),
      'detail-type': union(unnamed, 'detail-type'),
    });
  }
  return patterns;
}

const union = (alerts: readonly AlertRule[], field: string): string[] => [
  ...new Set(alerts.flatMap(({ pattern }) => (pattern[field] ?? []) as readonly string[])),
];
