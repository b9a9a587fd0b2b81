import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actorOf } from '../../../core/cloudtrail/index.ts';
import { alertMessage } from '../../../core/message/index.ts';
import iamUserCreated from '../../../rules/alerts/iam-user-created.ts';
import { alerts } from '../../../rules/catalogue.ts';
import { type AlertRule, record, role, user } from '../../../rules/kit/index.ts';

const created = iamUserCreated.fires[0]!;

describe('the message of an alert', () => {
  it('says in English who did what, on what, from where, when, how it ended, why it matters and what to do', () => {
    const message = alertMessage({ rule: iamUserCreated, record: created, about: 'mallory', lang: 'en' });
    expect(message.subject).toBe('[MEDIUM] IAM user created: mallory by alice');
    expect(message.body).toMatchInlineSnapshot(`
      "[MEDIUM] IAM user created

      Who      alice (IAM user), key AKIAIOSFODNN7EXAMPLE
      What     CreateUser (iam.amazonaws.com)
      On       mallory
      Request  {"userName":"mallory"}
      From     203.0.113.7, AWS CLI 2.27.0
      When     2026-01-05 09:00:00 UTC
      Outcome  succeeded
      Account  123456789012, us-east-1

      Why it matters
      A long-lived identity outside your identity provider is the usual way to stay in an account.

      What to do
      1. Ask alice whether this was intended.
      2. See what the user may do: aws iam list-attached-user-policies --user-name mallory
      3. See whether it has keys: aws iam list-access-keys --user-name mallory
      4. If not intended, remove its keys, policies and groups, then: aws iam delete-user --user-name mallory

      Rule      iam-user-created
      Controls  nist-800-53-r5:AC-2, isms-p:2.5.1
      Event     ec805f65-fa5d-4210-8c93-03b79dcfcf6a"
    `);
  });

  it('says the same in Korean, with the time of the reader', () => {
    const message = alertMessage({
      rule: iamUserCreated,
      record: created,
      about: 'mallory',
      lang: 'ko',
      timeZone: 'Asia/Seoul',
    });
    expect(message.subject).toBe('[MEDIUM] IAM user created: mallory by alice');
    expect(message.body).toMatchInlineSnapshot(`
      "[보통] IAM 사용자 생성

      누가    alice (IAM 사용자), 액세스 키 AKIAIOSFODNN7EXAMPLE
      무엇을  CreateUser (iam.amazonaws.com)
      대상    mallory
      요청    {"userName":"mallory"}
      어디서  203.0.113.7, AWS CLI 2.27.0
      언제    2026-01-05 18:00:00 (GMT+9), 2026-01-05 09:00:00 UTC
      결과    성공
      계정    123456789012, us-east-1

      왜 중요한가
      ID 공급자를 거치지 않는 장기 자격 증명은 침입자가 계정에 계속 남는 가장 흔한 방법입니다.

      대응 방법
      1. alice에게 의도한 작업인지 확인합니다.
      2. 이 사용자의 권한을 확인합니다: aws iam list-attached-user-policies --user-name mallory
      3. 액세스 키가 있는지 확인합니다: aws iam list-access-keys --user-name mallory
      4. 의도하지 않았다면 키, 정책, 그룹을 제거한 뒤 삭제합니다: aws iam delete-user --user-name mallory

      규칙       iam-user-created
      통제 항목  nist-800-53-r5:AC-2, isms-p:2.5.1
      이벤트     ec805f65-fa5d-4210-8c93-03b79dcfcf6a"
    `);
  });

  it('holds both languages when asked to, English first', () => {
    const of = (lang: 'en' | 'ko' | 'both') => alertMessage({ rule: iamUserCreated, record: created, lang }).body;
    expect(of('both')).toBe(`${of('en')}\n\n${'-'.repeat(40)}\n\n${of('ko')}`);
  });

  it('names the person behind a role, and the one who assumed it where that is known', () => {
    const byRole = record('CreateUser', { by: role('Deploy', 'kim'), request: { userName: 'mallory' } });
    const behind = [actorOf(record('AssumeRole', { by: user('kim') }))];
    const { body } = alertMessage({ rule: iamUserCreated, record: byRole, behind, lang: 'en' });
    expect(body).toContain('Who        kim (role, Deploy), key ASIAIOSFODNN7EXAMPLE\n');
    expect(body).toContain('Opened by  kim (IAM user), key AKIAIOSFODNN7EXAMPLE\n');
  });

  it('shows the request without its secrets', () => {
    const made = record('CreateLoginProfile', { request: { userName: 'bob', password: 'hunter2' } });
    const { body } = alertMessage({ rule: iamUserCreated, record: made, lang: 'en' });
    expect(body).toContain('Request  {"userName":"bob","password":"HIDDEN_DUE_TO_SECURITY_REASONS"}');
  });

  it('says what went wrong with a call that failed', () => {
    const denied = record('CreateUser', { errorCode: 'AccessDenied', errorMessage: 'not authorized' });
    expect(alertMessage({ rule: iamUserCreated, record: denied, lang: 'en' }).body).toContain(
      'Outcome  denied: AccessDenied, not authorized',
    );
  });

  it.each(alerts.map((rule) => [rule.id, rule] as const))('of %s reads well in both languages', (_, rule) => {
    expect(sent(rule, rule.fires[0]!)).toMatchSnapshot();
  });

  it('stays one message whatever names an intruder chooses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (name) => {
        const made = record('CreateUser', { by: user(name), request: { userName: name } });
        const { subject, body } = alertMessage({ rule: iamUserCreated, record: made, about: name, lang: 'both' });
        expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
        expect(body.split('\n')).toHaveLength(sent(iamUserCreated, created).split('\n').length - 2);
        expect(body.length).toBeLessThan(8000);
      }),
    );
  });
});

function sent(rule: AlertRule, record: (typeof rule.fires)[number]): string {
  const { subject, body } = alertMessage({ rule, record, about: rule.about(record), lang: 'both' });
  return `${subject}\n\n${body}`;
}
