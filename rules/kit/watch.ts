import { busSource, detailTypes } from '../../core/cloudtrail/index.ts';
import { both, type EventPattern, type PatternList, type PatternObject } from './pattern.ts';

/** What an alert rule watches: a builder whose `pattern` is the event pattern that is deployed. Each step gives a new one. */
export interface Watch {
  readonly pattern: EventPattern;
  /** The services watched, as eventSource names them; empty when any. */
  readonly sources: readonly string[];
  /** Only calls that did what they asked. */
  succeeded(): Watch;
  /** Only calls that ended in an error. */
  failed(): Watch;
  /** Only events whose record (the event's `detail`) also matches this. */
  where(detail: PatternObject): Watch;
}

/** API calls of one service, by name: `apiCall('iam.amazonaws.com', 'CreateUser')`; without names, all its calls. */
export function apiCall(source: string, ...names: readonly string[]): Watch {
  return watch([source], {
    source: [busSource(source)],
    'detail-type': [detailTypes.AwsApiCall],
    detail: { eventSource: [source], ...(names.length > 0 && { eventName: names }) },
  });
}

/** API calls and console actions of any service. */
export function anyCall(): Watch {
  return watch([], { 'detail-type': [detailTypes.AwsApiCall, detailTypes.AwsConsoleAction] });
}

/** What a service tells about itself: key rotations, Organizations closing an account, a role switched by a service. */
export function serviceEvent(source: string, ...names: readonly string[]): Watch {
  return watch([source], {
    source: [busSource(source)],
    'detail-type': [detailTypes.AwsServiceEvent],
    detail: { eventSource: [source], ...(names.length > 0 && { eventName: names }) },
  });
}

/** Sign-ins to the console. Unlike API calls they tell their end in the response, not by an error code. */
export function signIn(): Watch {
  const source = 'signin.amazonaws.com';
  const ended = (how: string): PatternObject => ({ responseElements: { ConsoleLogin: [how] } });
  return watch(
    [source],
    {
      source: [busSource(source)],
      'detail-type': [detailTypes.AwsConsoleSignIn],
      detail: { eventSource: [source], eventName: ['ConsoleLogin'] },
    },
    { succeeded: ended('Success'), failed: ended('Failure') },
  );
}

/** Events that any of these watches: joined by `$or` below `detail`. */
export function anyOf(...watches: readonly [Watch, Watch, ...Watch[]]): Watch {
  const list = (field: string): PatternList => [...new Set(watches.flatMap(({ pattern }) => listOf(pattern[field])))];
  const sources = watches.some((one) => one.sources.length === 0) ? [] : watches.flatMap((one) => one.sources);
  const joined: EventPattern = {
    'detail-type': list('detail-type'),
    detail: { $or: watches.map(({ pattern }) => pattern.detail as PatternObject) },
  };
  const everySource = watches.every(({ pattern }) => 'source' in pattern);
  return watch([...new Set(sources)], everySource ? { source: list('source'), ...joined } : joined);
}

interface Endings {
  readonly succeeded: PatternObject;
  readonly failed: PatternObject;
}

const byErrorCode: Endings = {
  succeeded: { errorCode: [{ exists: false }] },
  failed: { errorCode: [{ exists: true }] },
};

function watch(sources: readonly string[], pattern: EventPattern, endings = byErrorCode): Watch {
  const where = (detail: PatternObject) => watch(sources, both(pattern, { detail }), endings);
  return {
    sources,
    pattern,
    where,
    succeeded: () => where(endings.succeeded),
    failed: () => where(endings.failed),
  };
}

const listOf = (value: PatternObject | PatternList | undefined): PatternList =>
  Array.isArray(value) ? (value as PatternList) : [];
