import { describe, expect, it } from 'vitest';
import { courseBefore, evidenceOf } from '../../../core/alarm/index.ts';
import { type AlarmTransition, alarmMessage, valuesOn } from '../../../core/message/index.ts';
import { metricAlarms } from '../../../rules/catalogue.ts';
import { record, root, rootSignInRecord, user } from '../../../rules/kit/index.ts';
import rootUsage from '../../../rules/metric-alarms/root-usage.ts';

const raised: AlarmTransition = {
  alarmName: 'trailkeeper-cis-root-usage',
  from: 'OK',
  to: 'ALARM',
  reason: 'Threshold Crossed: 1 datapoint [3.0 (05/01/26 09:00:00)] was greater than or equal to the threshold (1.0).',
  reasonData: JSON.stringify({
    version: '1.0',
    queryDate: '2026-01-05T09:05:00.000+0000',
    startDate: '2026-01-05T09:00:00.000+0000',
    statistic: 'Sum',
    period: 300,
    recentDatapoints: [3],
    threshold: 1,
    evaluatedDatapoints: [{ timestamp: '2026-01-05T09:00:00.000+0000', sampleCount: 3, value: 3 }],
  }),
  time: '2026-01-05T09:05:00.000+0000',
  account: '123456789012',
  region: 'us-east-1',
};

const course = courseBefore(evidenceOf(raised.reason, raised.reasonData)!, Date.parse('2026-01-05T09:05:00Z'));

const values = valuesOn(
  course,
  new Map([
    [course.start, 1],
    [course.start + 6 * 300_000, 0],
    [course.start + 12 * 300_000, 1.5],
    [course.end - 2 * 300_000, 0],
    [course.end - 300_000, 3],
  ]),
);

const records = [
  record('CreateTrail', { by: root(), request: { name: 'x' }, time: '2026-01-05T09:04:00Z' }),
  rootSignInRecord({ time: '2026-01-05T09:02:00Z' }),
  rootSignInRecord({ time: '2026-01-05T09:01:00Z' }),
];

describe('the message of an alarm', () => {
  it('tells the calls behind it, oldest first, the same call of the same caller once', () => {
    const message = alarmMessage({ alarm: rootUsage, transition: raised, records, values, lang: 'en' });
    expect(message.subject).toBe('[ALARM HIGH] Root user in use: root, 3 calls');
    expect(message.body).toMatchInlineSnapshot(`
      "[HIGH] Root user in use

      Alarm    trailkeeper-cis-root-usage
      State    OK -> ALARM
      When     2026-01-05 09:05:00 UTC
      Reason   Threshold Crossed: 1 datapoint [3.0 (05/01/26 09:00:00)] was greater than or equal to the threshold (1.0).
      Account  123456789012, us-east-1
      Look     https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:alarm/trailkeeper-cis-root-usage

      The metric
      ▃·····▁·····▅·········▁█
      0 to 3, threshold 1 (▃), · no data. 24 periods of 5 minutes to 2026-01-05 09:05:00 UTC

      The datapoints that decided
      - 2026-01-05 09:00:00 UTC: 3 (3 samples), crosses the threshold

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
    expect(
      alarmMessage({ alarm: rootUsage, transition: raised, records, values, lang: 'ko' }).body,
    ).toMatchInlineSnapshot(`
      "[높음] 루트 사용자 사용

      경보  trailkeeper-cis-root-usage
      상태  OK -> ALARM
      언제  2026-01-05 09:05:00 UTC
      사유  Threshold Crossed: 1 datapoint [3.0 (05/01/26 09:00:00)] was greater than or equal to the threshold (1.0).
      계정  123456789012, us-east-1
      보기  https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:alarm/trailkeeper-cis-root-usage

      지표
      ▃·····▁·····▅·········▁█
      0~3, 임계값 1 (▃), · 데이터 없음. 5분 단위 24개 구간, 2026-01-05 09:05:00 UTC까지

      판단에 쓰인 데이터 포인트
      - 2026-01-05 09:00:00 UTC: 3 (표본 3개), 임계값 위반

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

  it('draws a flat line where nothing differs, and nothing where nothing came', () => {
    const input = { transition: raised, records: [], lang: 'en' } as const;
    const flat = valuesOn(course, new Map([[course.end - 300_000, 1]]));

    expect(alarmMessage({ ...input, values: flat }).body).toContain(
      '·▁\n1, threshold 1 (▁), · no data. 24 periods of 5 min',
    );
    expect(alarmMessage({ ...input, values: valuesOn(course, new Map()) }).body).not.toContain('The metric');
  });

  it('links to the page it is told, or to the console of the partition', () => {
    const input = {
      transition: { ...raised, alarmName: 'cpu high', region: 'cn-north-1' },
      records: [],
      lang: 'en',
    } as const;

    expect(alarmMessage({ ...input, consoleUrl: 'http://127.0.0.1:4566/' }).body).toContain(
      'http://127.0.0.1:4566/#alarm/cpu%20high\n',
    );
    expect(alarmMessage(input).body).toContain(
      'https://cn-north-1.console.amazonaws.cn/cloudwatch/home?region=cn-north-1#',
    );
  });

  it('takes reason data that somebody made up', () => {
    for (const reasonData of [
      '',
      '{',
      '[]',
      'null',
      '{"period":0}',
      '{"period":60,"evaluatedDatapoints":[null,{},{"timestamp":"x"}]}',
    ]) {
      const { body } = alarmMessage({ transition: { ...raised, reasonData }, records: [], lang: 'en' });
      expect(body).not.toContain('The datapoints that decided');
    }
  });

  it('says so where no record was found', () => {
    const { body } = alarmMessage({ alarm: rootUsage, transition: raised, records: [], lang: 'en' });
    expect(body).toContain('No CloudTrail record was found for the time in question.');
  });

  it('lists ten callers and calls, and counts the rest', () => {
    const many = Array.from({ length: 25 }, (_, i) => record('ListUsers', { by: user(`user-${i}`) }));
    const { subject, body } = alarmMessage({
      alarm: rootUsage,
      transition: { ...raised, reasonData: undefined },
      records: many,
      lang: 'en',
    });
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
