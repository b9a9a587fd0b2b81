import { describe, expect, it } from 'vitest';
import type { ComplianceEvidence, RuleVerdicts } from '../../core/compliance/index.ts';
import { managedRule } from '../../core/managed-rules/index.ts';
import { assess, csvReport, frameworks, htmlReport } from '../../reports/index.ts';

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
    expect(assess(cis30, evidence([])).counts).toEqual({ passed: 0, failed: 0, 'no-data': 0, manual: 62 });
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

  it('about monitoring is decided by its alarm', () => {
    const alarm = { name: 'trailkeeper-cis-root-usage', state: 'OK', hasAction: true, hasFilter: true };
    expect(statusOf(evidence([], { alarms: [alarm] }), '4.3')).toBe('passed');
    expect(statusOf(evidence([], { alarms: [{ ...alarm, hasFilter: false }] }), '4.3')).toBe('failed');
    expect(statusOf(evidence([], { alarms: [{ ...alarm, hasAction: false }] }), '5.3', cis70)).toBe('failed');
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
    const page = htmlReport(assessment, language);
    expect(page).not.toMatch(/<script|<link|https?:/i);
    expect(page).not.toContain(hostile);
    expect(page).toContain('&lt;img');
    expect(page).toContain(language === 'ko' ? '수동 확인' : 'Manual');
    expect(page.match(/<tr><td><b>/g)).toHaveLength(70);
  });

  it('is a table without formulas', () => {
    const lines = csvReport(assessment, 'ko').split('\r\n');
    expect(lines).toHaveLength(1 + 71 + 1);
    expect(lines.find((line) => line.includes('onerror'))).toContain("'=1+1");
  });
});
