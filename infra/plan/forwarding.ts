import { type AlertRule, globalRegion } from '../../rules/kit/index.ts';
import { ACCOUNT, arnOf, type Resource, sub, type Value } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { pascal } from './names.ts';
import { policy, trustOf } from './policies.ts';

const SIGN_IN = 'AWS Console Sign In via CloudTrail';

/**
 * What happens outside the home region, sent on to the home bus: global services' events from us-east-1, where alone they are; all that
 * an alert or Config may want from the other watched regions; sign-ins from the regions people sign in through.
 */
export function forwarding(alerts: readonly AlertRule[], settings: Settings): Resource[] {
  const { homeRegion } = settings;
  const elsewhere = [...new Set([globalRegion, ...settings.regions, ...settings.signInRegions])]
    .filter((region) => region !== homeRegion)
    .map((region) => ({ region, patterns: patternsIn(region, alerts, settings) }))
    .filter(({ patterns }) => patterns.size > 0);
  if (elsewhere.length === 0) return [];
  const homeBus = `arn:aws:events:${homeRegion}:${ACCOUNT}:event-bus/default`;
  return [
    {
      id: 'ForwardEventsRole',
      type: 'AWS::IAM::Role',
      region: elsewhere[0]!.region,
      properties: {
        RoleName: 'trailkeeper-forward-events',
        AssumeRolePolicyDocument: trustOf('events.amazonaws.com'),
        Policies: [
          {
            PolicyName: 'put-on-home-bus',
            PolicyDocument: policy({ Effect: 'Allow', Action: 'events:PutEvents', Resource: sub(homeBus) }),
          },
        ],
      },
    },
    ...elsewhere.flatMap(({ region, patterns }) =>
      [...patterns].map(([name, pattern]) => ({
        id: `Forward${name}${region === globalRegion ? '' : pascal(region)}`,
        type: 'AWS::Events::Rule',
        region,
        properties: {
          Name: `trailkeeper-forward-${name.toLowerCase()}`,
          Description: `What rules in ${homeRegion} look at`,
          EventPattern: pattern,
          State: 'ENABLED',
          Targets: [{ Id: 'home', Arn: sub(homeBus), RoleArn: arnOf('ForwardEventsRole') }],
        },
      })),
    ),
  ];
}

function patternsIn(region: string, alerts: readonly AlertRule[], settings: Settings): Map<string, Value> {
  const { regions, signInRegions, recording } = settings;
  const isWatched = regions.includes(region);
  const wanted = alerts.filter(({ placement }) =>
    region === globalRegion ? isWatched || placement !== 'regional' : isWatched && placement !== 'global',
  );
  const patterns = forwardedPatterns(wanted);
  if (!isWatched && region !== globalRegion && signInRegions.includes(region)) {
    patterns.set('SignIns', { 'detail-type': [SIGN_IN] });
  }
  if (isWatched && recording) {
    patterns.set('Config', {
      source: ['aws.config'],
      'detail-type': ['Config Configuration Item Change', 'Config Rules Compliance Change'],
    });
  }
  return patterns;
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
