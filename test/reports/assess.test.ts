import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ComplianceEvidence, RuleVerdicts, WatchingAlarm } from '../../core/compliance/index.ts';
import { managedRule } from '../../core/managed-rules/index.ts';
import { assess, formatReport, frameworks, tally } from '../../reports/index.ts';
import { pageTexts } from '../../reports/texts.ts';

const [cis30, cis70] = frameworks;
if (!cis30 || !cis70) throw new Error('frameworks are missing');

const verdict = (resourceId: string, state: 'COMPLIANT' | 'NON_COMPLIANT', annotation?: string) => ({
  resourceType: 'AWS::S3::Bucket',
  resourceId,
  state,
  annotation,
});

const rule = (identifier: string, ...verdicts: RuleVerdicts['verdicts'][number][]): RuleVerdicts => ({
  name: identifier.toLowerCase(),
  identifier,
  parameters: {},
  verdicts,
});

const evidence = (rules: readonly RuleVerdicts[], more: Partial<ComplianceEvidence> = {}): ComplianceEvidence => ({
  accountId: '123456789012',
  region: 'us-east-1',
  readAt: '2026-01-01T00:00:00.000Z',
  rules,
  alarms: [],
  ...more,
});

const statusOf = (given: ComplianceEvidence, id: string, framework = cis30) =>
  assess(framework, given)
    .sections.flatMap(({ controls }) => controls)
    .find((control) => control.id === id)?.status;

describe('the frameworks', () => {
  it('have as many controls as the benchmarks, each once', () => {
    const ids = [cis30, cis70].map(({ sections }) => sections.flatMap(({ controls }) => controls.map(({ id }) => id)));
    expect(ids.map((each) => each.length)).toEqual([62, 70]);
    for (const each of ids) expect(new Set(each).size).toBe(each.length);
  });

  it('name managed rules that exist', () => {
    const named = cis70.sections.flatMap(({ controls }) =>
      controls.flatMap(({ deciders }) => deciders.flatMap(({ rules }) => rules)),
    );
    expect(named.filter((id) => !managedRule(id))).toEqual([]);
  });
});

describe('a control', () => {
  it('is manual where no rule decides it, never passed', () => {
    expect(assess(cis30, evidence([])).counts).toEqual({
      passed: 0,
      failed: 0,
      suppressed: 0,
      'no-data': 0,
      manual: 62,
    });
  });

  it('passes when every resource complies, fails with one that does not', () => {
    const id = 'S3_BUCKET_SSL_REQUESTS_ONLY';
    expect(statusOf(evidence([rule(id, verdict('a', 'COMPLIANT'))]), '2.1.1')).toBe('passed');
    expect(statusOf(evidence([rule(id, verdict('a', 'COMPLIANT'), verdict('b', 'NON_COMPLIANT'))]), '2.1.1')).toBe(
      'failed',
    );
    expect(statusOf(evidence([rule(id)]), '2.1.1')).toBe('no-data');
    expect(statusOf(evidence([rule(id, verdict('a', 'COMPLIANT'))]), '3.1.1', cis70)).toBe('passed');
  });

  it('wants all rules that decide it together', () => {
    const ssh = rule('INCOMING_SSH_DISABLED', verdict('sg', 'COMPLIANT'));
    const common = rule('RESTRICTED_INCOMING_TRAFFIC', verdict('sg', 'COMPLIANT'));
    expect(statusOf(evidence([ssh]), '5.2')).toBe('manual');
    expect(statusOf(evidence([ssh, common]), '5.2')).toBe('passed');
  });

  it('is not decided by a rule that asks for less', () => {
    const unused = rule('IAM_USER_UNUSED_CREDENTIALS_CHECK', verdict('u', 'COMPLIANT'));
    expect(statusOf(evidence([unused]), '1.12')).toBe('manual');
    const strict = { ...unused, parameters: { maxCredentialUsageAge: '45' } };
    expect(statusOf(evidence([strict]), '1.12')).toBe('passed');
  });

  it('counts a resource once, however many rules judge it', () => {
    const ssh = rule('INCOMING_SSH_DISABLED', verdict('a', 'NON_COMPLIANT'), verdict('b', 'COMPLIANT'));
    const common = rule('RESTRICTED_INCOMING_TRAFFIC', verdict('a', 'NON_COMPLIANT'), verdict('b', 'COMPLIANT'));
    const assessed = assess(cis30, evidence([ssh, common]));
    const control = assessed.sections.flatMap(({ controls }) => controls).find(({ id }) => id === '5.2');
    const { failing, suppressed, compliant } = tally(control ?? { resources: [] });
    expect([failing, suppressed, compliant].map((each) => each.map(({ resourceId }) => resourceId))).toEqual([
      ['a'],
      [],
      ['b'],
    ]);
    expect(formatReport(assessed, 'html', 'en')).toContain('1 of 2 fail');
  });

  it('shows no text that is meant for a message', () => {
    for (const framework of [cis30, cis70]) {
      const page = formatReport(assess(framework, evidence([])), 'json', 'en');
      expect(page).not.toMatch(/\{(about|actor|account|region|time)\}/);
    }
  });

  it('is suppressed, with who answers, when that is all that fails, and fails again when it is over', () => {
    const id = 'S3_BUCKET_SSL_REQUESTS_ONLY';
    const answered = { rule: 's3_bucket_*', resource: 'b', owner: 'web', reason: 'public site', expires: '2026-06-30' };
    const given = evidence([rule(id, verdict('a', 'COMPLIANT'), verdict('b', 'NON_COMPLIANT'))]);
    const assessed = assess(cis30, given, [answered]);
    const control = assessed.sections.flatMap(({ controls }) => controls).find((each) => each.id === '2.1.1');

    expect(control?.status).toBe('suppressed');
    expect(control?.resources.map(({ suppression }) => suppression)).toEqual([undefined, answered]);
    expect(assessed.rules).toEqual([
      expect.objectContaining({ name: id.toLowerCase(), compliant: 1, nonCompliant: 0, suppressed: 1 }),
    ]);
    expect(assessed.suppressionFindings).toEqual([]);

    const over = assess(cis30, { ...given, readAt: '2026-07-01T00:00:00Z' }, [answered]);
    expect(over.counts).toMatchObject({ failed: 1, suppressed: 0 });
    expect(over.suppressionFindings).toEqual([{ kind: 'expired', suppression: answered }]);

    const idle = { ...answered, resource: 'c' };
    expect(assess(cis30, given, [idle]).suppressionFindings).toEqual([{ kind: 'unused', suppression: idle }]);
  });
});

describe('a control about monitoring', () => {
  const published =
    '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }';
  const alarm: WatchingAlarm = {
    name: 'somebody-elses',
    arn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:somebody-elses',
    state: 'OK',
    threshold: 1,
    filters: [{ name: 'root', logGroup: 'trail', pattern: published }],
    told: [{ target: 'arn:aws:sns:us-east-1:123456789012:t', listeners: 1 }],
  };
  const root = (...alarms: WatchingAlarm[]) => statusOf(evidence([], { alarms }), '4.3');

  it('is decided by an alarm whose filter means what it should, whatever the text', () => {
    expect(root(alarm)).toBe('passed');
    expect(statusOf(evidence([], { alarms: [alarm] }), '5.3', cis70)).toBe('passed');
    expect(statusOf(evidence([], { alarms: [alarm] }), '4.4')).toBe('manual');
  });

  it('is not decided by an alarm that watches for less', () => {
    const pattern = '{ $.userIdentity.type = "Root" && $.eventName = "ConsoleLogin" }';
    expect(root({ ...alarm, filters: [{ name: 'root', logGroup: 'trail', pattern }] })).toBe('manual');
  });

  it.each([
    ['tells nobody', { told: [] }],
    ['nobody confirmed that they want to hear', { told: [{ target: 'arn:aws:sns:::t', listeners: 0 }] }],
    ['goes off late', { threshold: 5 }],
  ])('fails when its alarm %s', (_, wrong) => {
    expect(root({ ...alarm, ...wrong })).toBe('failed');
    expect(root({ ...alarm, ...wrong }, alarm)).toBe('passed');
  });

  it('can be answered for', () => {
    const answered = { rule: 'somebody-*', resource: '*', owner: 'o', reason: 'r', expires: '2030-01-01' };
    const assessed = assess(cis30, evidence([], { alarms: [{ ...alarm, told: [] }] }), [answered]);
    expect(assessed.counts).toMatchObject({ failed: 0, suppressed: 1 });
  });
});

describe('a report', () => {
  const hostile = '<img src=x onerror=alert(1)>';
  const assessment = assess(
    cis70,
    evidence([
      rule('S3_BUCKET_SSL_REQUESTS_ONLY', verdict(hostile, 'NON_COMPLIANT', '=1+1'), verdict('b', 'COMPLIANT')),
    ]),
  );

  it.each(['en', 'ko'] as const)('is one page that needs nothing else, in %s', (language) => {
    const page = formatReport(assessment, 'html', language);
    expect(page).not.toMatch(/<(link|iframe|img|object|embed)\b|url\(|@import|https?:/i);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toContain(hostile);
    expect(page).toContain('&lt;img');
    expect(page).toContain(language === 'ko' ? '수동 확인' : 'Manual');
    expect(page.match(/<details class="control /g)).toHaveLength(70);
  });

  it('lets no script run but its own', () => {
    const page = formatReport(assessment, 'html', 'en');
    const [, script = ''] = /<script>([\s\S]*)<\/script>/.exec(page) ?? [];
    const hash = createHash('sha256').update(script).digest('base64');
    expect(page).toContain(`script-src 'sha256-${hash}'`);
    expect(page).toContain(`default-src 'none'`);
  });

  it('has no English text left in the Korean page, but names', () => {
    const page = formatReport(assessment, 'html', 'ko').replaceAll(/<(style|script)>[\s\S]*?<\/\1>/g, '');
    const texts = Object.values(pageTexts).map(({ en }) => en);
    expect(texts.filter((text) => text.length > 8 && page.includes(text))).toEqual([]);
  });

  it('is a table without formulas', () => {
    const lines = formatReport(assessment, 'csv', 'ko').split('\r\n');
    expect(lines).toHaveLength(1 + 71 + 1);
    expect(lines.find((line) => line.includes('onerror'))).toContain("'=1+1");
  });
});
