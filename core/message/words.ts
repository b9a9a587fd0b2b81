import type { Actor, ActorKind, Origin, Outcome } from '../cloudtrail/index.ts';
import { oneLine } from './safe.ts';
import type { Language, Severity, Text } from './text.ts';

/** The words messages are made of, by language. */
export const words = {
  severity: {
    critical: { en: 'CRITICAL', ko: '심각' },
    high: { en: 'HIGH', ko: '높음' },
    medium: { en: 'MEDIUM', ko: '보통' },
    low: { en: 'LOW', ko: '낮음' },
  } satisfies Record<Severity, Text>,
  label: {
    who: { en: 'Who', ko: '누가' },
    behind: { en: 'Opened by', ko: '세션 주체' },
    what: { en: 'What', ko: '무엇을' },
    about: { en: 'On', ko: '대상' },
    request: { en: 'Request', ko: '요청' },
    from: { en: 'From', ko: '어디서' },
    when: { en: 'When', ko: '언제' },
    outcome: { en: 'Outcome', ko: '결과' },
    account: { en: 'Account', ko: '계정' },
    alarm: { en: 'Alarm', ko: '경보' },
    state: { en: 'State', ko: '상태' },
    reason: { en: 'Reason', ko: '사유' },
    metric: { en: 'Metric', ko: '지표' },
    rule: { en: 'Rule', ko: '규칙' },
    event: { en: 'Event', ko: '이벤트' },
    look: { en: 'Look', ko: '보기' },
    controls: { en: 'Controls', ko: '통제 항목' },
  } satisfies Record<string, Text>,
  heading: {
    why: { en: 'Why it matters', ko: '왜 중요한가' },
    respond: { en: 'What to do', ko: '대응 방법' },
    metric: { en: 'The metric', ko: '지표' },
    decided: { en: 'The datapoints that decided', ko: '판단에 쓰인 데이터 포인트' },
    behind: { en: 'The calls behind it', ko: '원인이 된 호출' },
  } satisfies Record<string, Text>,
  nothing: { en: 'nothing in particular', ko: '특정 대상 없음' },
  unknown: { en: 'unknown', ko: '알 수 없음' },
} as const;

const kinds: Record<ActorKind, Text> = {
  root: { en: 'root user', ko: '루트 사용자' },
  'iam-user': { en: 'IAM user', ko: 'IAM 사용자' },
  role: { en: 'role', ko: '역할' },
  'identity-center': { en: 'Identity Center user', ko: 'Identity Center 사용자' },
  instance: { en: 'EC2 instance', ko: 'EC2 인스턴스' },
  federated: { en: 'federated user', ko: '페더레이션 사용자' },
  'aws-service': { en: 'AWS service', ko: 'AWS 서비스' },
  'aws-account': { en: 'another account', ko: '다른 계정' },
  unknown: { en: 'unknown kind of caller', ko: '알 수 없는 호출자' },
};

/**
 * `alice (IAM user), no MFA, key AKIA...`; a role is read through to the person: `kim@example.com (Identity Center user,
 * permission set Admin)`. MFA is told of root and IAM users alone: for other sessions the record does not know it.
 */
export function describeActor(actor: Actor, lang: Language): string {
  const withoutMfa = actor.mfa === false && (actor.kind === 'root' || actor.kind === 'iam-user');
  const through = actor.kind === 'aws-service' ? undefined : actor.invokedBy && oneLine(actor.invokedBy, 80);
  return [
    whoIs(actor, lang),
    withoutMfa && { en: 'no MFA', ko: 'MFA 없음' }[lang],
    actor.accessKeyId && `${{ en: 'key', ko: '액세스 키' }[lang]} ${oneLine(actor.accessKeyId, 40)}`,
    through && { en: `through ${through}`, ko: `${through} 경유` }[lang],
  ]
    .filter(Boolean)
    .join(', ');
}

function whoIs(actor: Actor, lang: Language): string {
  if (actor.kind === 'root') return kinds.root[lang];
  const kind = [kinds[actor.kind][lang], throughRole(actor, lang)].filter(Boolean).join(', ');
  return `${oneLine(actor.name, 120)} (${kind})`;
}

function throughRole(actor: Actor, lang: Language): string {
  if (actor.role === undefined || actor.role === actor.name) return '';
  const role = oneLine(actor.role, 80);
  if (actor.kind === 'identity-center') return { en: `permission set ${role}`, ko: `권한 세트 ${role}` }[lang];
  if (actor.kind === 'role') return role;
  return { en: `role ${role}`, ko: `역할 ${role}` }[lang];
}

/** `203.0.113.7, AWS CLI 2.2.23`, or the AWS service that made the call. */
export function describeOrigin(origin: Origin, lang: Language): string {
  const inside = origin.service && `${oneLine(origin.service, 80)} (${{ en: 'inside AWS', ko: 'AWS 내부' }[lang]})`;
  return (
    [origin.ip && oneLine(origin.ip, 64), inside, origin.client && oneLine(origin.client, 80), origin.vpcEndpointId]
      .filter(Boolean)
      .join(', ') || words.unknown[lang]
  );
}

/** `succeeded`, or `denied: AccessDenied, User ... is not authorized to ...`. */
export function describeOutcome(outcome: Outcome, lang: Language): string {
  const kind = {
    succeeded: { en: 'succeeded', ko: '성공' },
    denied: { en: 'denied', ko: '거부됨' },
    failed: { en: 'failed', ko: '실패' },
  }[outcome.kind][lang];
  const error = [outcome.errorCode, outcome.errorMessage]
    .flatMap((text) => (text ? [oneLine(text, 240)] : []))
    .join(', ');
  return error === '' ? kind : `${kind}: ${error}`;
}

/** The instant in the reader's zone with its offset, and in UTC when that differs: `2026-01-05 18:00:00 (GMT+9), 09:00:00 UTC`. */
export function describeTime(iso: string, timeZone = 'UTC'): string {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) return oneLine(iso, 40);
  const utc = `${instant.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return timeZone === 'UTC' ? utc : `${local(instant, timeZone)}, ${utc}`;
}

function local(instant: Date, timeZone: string): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone, ...options }).format(instant);
  const offset = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts(instant)
    .find((found) => found.type === 'timeZoneName')?.value;
  return `${part({ dateStyle: 'short', timeStyle: 'medium' })} (${offset ?? timeZone})`;
}
