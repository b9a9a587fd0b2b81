import { describe, expect, it } from 'vitest';
import { type AlarmTransition, alarmMessage } from '../../../core/message/index.ts';
import { metricAlarms } from '../../../rules/catalogue.ts';
import { record, root, rootSignInRecord, user } from '../../../rules/kit/index.ts';
import rootUsage from '../../../rules/metric-alarms/root-usage.ts';

const raised: AlarmTransition = {
  alarmName: 'trailkeeper-cis-root-usage',
  from: 'OK',
  to: 'ALARM',
  reason: 'Threshold Crossed: 1 datapoint [3.0 (05/01/26 09:00:00)] was greater than or equal to the threshold (1.0).',
  time: '2026-01-05T09:05:00.000+0000',
  account: '123456789012',
  region: 'us-east-1',
};

const records = [
  record('CreateTrail', { by: root(), request: { name: 'x' }, time: '2026-01-05T09:04:00Z' }),
  rootSignInRecord({ time: '2026-01-05T09:02:00Z' }),
  rootSignInRecord({ time: '2026-01-05T09:01:00Z' }),
];

describe('the message of an alarm', () => {
  it('tells the calls behind it, oldest first, the same call of the same caller once', () => {
    const message = alarmMessage({ alarm: rootUsage, transition: raised, records, lang: 'en' });
    expect(message.subject).toBe('[ALARM HIGH] Root user in use: root, 3 calls');
    expect(message.body).toMatchInlineSnapshot(`
      "[HIGH] Root user in use

      Alarm    trailkeeper-cis-root-usage
      State    OK -> ALARM
      When     2026-01-05 09:05:00 UTC
      Reason   Threshold Crossed: 1 datapoint [3.0 (05/01/26 09:00:00)] was greater than or equal to the threshold (1.0).
      Account  123456789012, us-east-1

      The calls behind it
      - ConsoleLogin (signin.amazonaws.com)
        root user, no MFA
        From 203.0.113.7, AWS console; succeeded
        2 times, first 2026-01-05 09:01:00 UTC, last 2026-01-05 09:02:00 UTC
      - CreateTrail (cloudtrail.amazonaws.com): x
        root user, no MFA, key ASIAIOSFODNN7EXAMPLE
        From 203.0.113.7, AWS CLI 2.27.0; succeeded
        2026-01-05 09:04:00 UTC

      Why it matters
      Nothing limits the root user. A handful of tasks a year need it; anything else is a mistake or an intruder.

      What to do
      1. Find out who holds the root credentials and whether they did the above.
      2. If nobody did: reset the root password, remove root access keys, and call AWS Support.
      3. Do everyday work through Identity Center or roles.

      Rule      cis-root-usage
      Controls  cis-aws-3.0:4.3, cis-aws-7.0:5.3, nist-800-53-r5:AC-6, pci-dss-3.2.1:7.2.1, isms-p:2.5.5"
    `);
  });

  it('says the same in Korean', () => {
    expect(alarmMessage({ alarm: rootUsage, transition: raised, records, lang: 'ko' }).body).toMatchInlineSnapshot(`
      "[높음] 루트 사용자 사용

      경보  trailkeeper-cis-root-usage
      상태  OK -> ALARM
      언제  2026-01-05 09:05:00 UTC
      사유  Threshold Crossed: 1 datapoint [3.0 (05/01/26 09:00:00)] was greater than or equal to the threshold (1.0).
      계정  123456789012, us-east-1

      원인이 된 호출
      - ConsoleLogin (signin.amazonaws.com)
        루트 사용자, MFA 없음
        어디서 203.0.113.7, AWS console; 성공
        2회, 최초 2026-01-05 09:01:00 UTC, 최근 2026-01-05 09:02:00 UTC
      - CreateTrail (cloudtrail.amazonaws.com): x
        루트 사용자, MFA 없음, 액세스 키 ASIAIOSFODNN7EXAMPLE
        어디서 203.0.113.7, AWS CLI 2.27.0; 성공
        2026-01-05 09:04:00 UTC

      왜 중요한가
      루트 사용자는 어떤 정책으로도 제한되지 않습니다. 1년에 몇 번뿐인 작업 외의 사용은 실수이거나 침입입니다.

      대응 방법
      1. 루트 자격 증명 보유자가 위 작업을 했는지 확인합니다.
      2. 아무도 하지 않았다면 루트 비밀번호를 재설정하고 루트 액세스 키를 제거한 뒤 AWS Support에 연락합니다.
      3. 일상 작업은 Identity Center나 역할로 수행합니다.

      규칙       cis-root-usage
      통제 항목  cis-aws-3.0:4.3, cis-aws-7.0:5.3, nist-800-53-r5:AC-6, pci-dss-3.2.1:7.2.1, isms-p:2.5.5"
    `);
  });

  it('is short when the alarm goes back to OK', () => {
    const back = { ...raised, from: 'ALARM', to: 'OK' } as const;
    const { subject, body } = alarmMessage({ alarm: rootUsage, transition: back, records: [], lang: 'en' });
    expect(subject).toBe('[OK] Root user in use');
    expect(body).not.toContain('What to do');
  });

  it('says so where no record was found', () => {
    const { body } = alarmMessage({ alarm: rootUsage, transition: raised, records: [], lang: 'en' });
    expect(body).toContain('No CloudTrail record was found for the time in question.');
  });

  it('lists ten callers and calls, and counts the rest', () => {
    const many = Array.from({ length: 25 }, (_, i) => record('ListUsers', { by: user(`user-${i}`) }));
    const { subject, body } = alarmMessage({ alarm: rootUsage, transition: raised, records: many, lang: 'en' });
    expect(subject).toBe('[ALARM HIGH] Root user in use: user-0 and 24 more, 25 calls');
    expect(body.match(/^- /gm)).toHaveLength(10);
    expect(body).toContain('... and 15 more');
  });

  it('serves an alarm that is not of the catalogue', () => {
    const { subject, body } = alarmMessage({
      transition: { ...raised, alarmName: 'cpu\nhigh' },
      records: [],
      lang: 'en',
    });
    expect(subject).toBe('[ALARM] cpu\\nhigh');
    expect(body).toContain('[ALARM] cpu\\nhigh');
  });

  it.each(metricAlarms.map((alarm) => [alarm.id, alarm] as const))('of %s reads well in both languages', (_, alarm) => {
    const { subject, body } = alarmMessage({ alarm, transition: raised, records: alarm.fires, lang: 'both' });
    expect(`${subject}\n\n${body}`).toMatchSnapshot();
  });
});
