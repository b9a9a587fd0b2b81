import { describe, expect, it } from 'vitest';
import type { ComplianceEvidence, ResourceVerdict } from '../../core/compliance/index.ts';
import { assess, formatReport, frameworks, reportFormats } from '../../reports/index.ts';

const [cis30] = frameworks;
if (!cis30) throw new Error('frameworks are missing');

const hostile = '</failure>]]><b>|`x`\n& "quoted" \u0001';
const bucket = (resourceId: string, state: ResourceVerdict['state'], more: Partial<ResourceVerdict> = {}) => ({
  resourceType: 'AWS::S3::Bucket',
  resourceId,
  state,
  recordedAt: '2026-01-01T00:00:00.000Z',
  ...more,
});
const evidence: ComplianceEvidence = {
  accountId: '123456789012',
  region: 'ap-northeast-2',
  readAt: '2026-01-02T03:04:05.000Z',
  rules: [
    {
      name: 'tls',
      identifier: 'S3_BUCKET_SSL_REQUESTS_ONLY',
      parameters: {},
      evaluatedAt: '2026-01-01T00:00:00.000Z',
      verdicts: [
        bucket('plain', 'NON_COMPLIANT', { arn: 'arn:aws:s3:::plain', annotation: 'x'.repeat(2000) }),
        bucket(hostile, 'NON_COMPLIANT', { annotation: hostile }),
        bucket('site', 'NON_COMPLIANT'),
        bucket('fine', 'COMPLIANT'),
      ],
    },
    { name: 'mfa', identifier: 'ROOT_ACCOUNT_MFA_ENABLED', parameters: {}, verdicts: [] },
  ],
  alarms: [],
};
const answered = { rule: 'tls', resource: 'site', owner: 'web', reason: 'public site', expires: '2026-12-31' };
const idle = { ...answered, resource: 'nothing' };
const assessment = assess(cis30, evidence, [answered, idle]);
const json = (format: 'ocsf' | 'asff' | 'sarif') => JSON.parse(formatReport(assessment, format, 'en')) as unknown;

describe('every format', () => {
  it.each(reportFormats)('%s is the same twice, in both languages, and ends with a newline', (format) => {
    for (const language of ['en', 'ko'] as const) {
      const text = formatReport(assessment, format, language);
      expect(text).toBe(formatReport(assess(cis30, evidence, [answered, idle]), format, language));
      expect(text.endsWith('\n')).toBe(true);
      expect(text).toMatch(language === 'ko' && format !== 'json' ? /[가-힣]/ : /./);
    }
  });
});

interface Ocsf {
  readonly class_uid: number;
  readonly type_uid: number;
  readonly category_uid: number;
  readonly activity_id: number;
  readonly severity_id: number;
  readonly status_id: number;
  readonly time: number;
  readonly metadata: { readonly version: string; readonly product: object };
  readonly finding_info: { readonly uid: string; readonly title: string };
  readonly cloud: { readonly provider: string };
  readonly compliance: { readonly status_id: number; readonly requirements: readonly string[] };
  readonly resources?: readonly { readonly uid: string }[];
}

describe('ocsf', () => {
  const events = json('ocsf') as readonly Ocsf[];

  it('has a Compliance Finding for each verdict, and one for each control without', () => {
    expect(events).toHaveLength(4 + 61);
    for (const event of events) {
      expect(event).toMatchObject({ class_uid: 2003, category_uid: 2, activity_id: 1, type_uid: 200301 });
      expect([event.severity_id, event.status_id, event.compliance.status_id].every(Number.isInteger)).toBe(true);
      expect(event.time).toBe(Date.parse(evidence.readAt));
      expect(event.metadata.version).toMatch(/^1\.\d+\.0$/);
      expect(event.finding_info.title).not.toBe('');
    }
    expect(new Set(events.map(({ finding_info: { uid } }) => uid)).size).toBe(events.length);
  });

  it('says pass, fail, suppressed, unknown and manual apart', () => {
    const statusOf = (uid: string) => {
      const found = events.find(({ resources }) => resources?.[0]?.uid === uid);
      return [found?.status_id, found?.compliance.status_id];
    };
    expect([statusOf('arn:aws:s3:::plain'), statusOf('site'), statusOf('fine')]).toEqual([
      [1, 3],
      [3, 3],
      [4, 1],
    ]);
    const without = (id: string) => events.find(({ compliance }) => compliance.requirements[0] === id)?.compliance;
    expect([without('1.5')?.status_id, without('1.1')?.status_id]).toEqual([0, 99]);
  });
});

interface Asff extends Readonly<Record<string, unknown>> {
  readonly Id: string;
  readonly Title: string;
  readonly Description: string;
  readonly Resources: readonly { readonly Id: string; readonly Type: string }[];
  readonly Compliance: { readonly Status: string };
  readonly Workflow: { readonly Status: string };
}

describe('asff', () => {
  const findings = json('asff') as readonly Asff[];

  it('has what BatchImportFindings requires, within its limits', () => {
    expect(findings).toHaveLength(4);
    for (const finding of findings) {
      for (const name of [
        ...['SchemaVersion', 'Id', 'ProductArn', 'GeneratorId', 'AwsAccountId', 'Types', 'CreatedAt', 'UpdatedAt'],
        ...['Severity', 'Title', 'Description', 'Resources'],
      ]) {
        expect(finding).toHaveProperty(name);
      }
      expect(finding.SchemaVersion).toBe('2018-10-08');
      expect(finding.Title.length).toBeLessThanOrEqual(256);
      expect(finding.Description.length).toBeLessThanOrEqual(1024);
      expect(JSON.stringify(finding).length).toBeLessThan(240_000);
    }
  });

  it('says what passed, what failed and who answers for it', () => {
    const said = findings.map(({ Resources: [resource], Compliance, Workflow, Note }) => [
      resource?.Id,
      Compliance.Status,
      Workflow.Status,
      (Note as { UpdatedBy: string } | undefined)?.UpdatedBy,
    ]);
    expect(said).toEqual([
      ['arn:aws:s3:::plain', 'FAILED', 'NEW', undefined],
      [hostile, 'FAILED', 'NEW', undefined],
      ['site', 'FAILED', 'SUPPRESSED', 'web'],
      ['fine', 'PASSED', 'RESOLVED', undefined],
    ]);
  });
});

describe('sarif', () => {
  it('has the failing results, each with a rule, and those answered for as suppressed', () => {
    const log = json('sarif') as {
      readonly version: string;
      readonly runs: readonly {
        readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { id: string }[] } };
        readonly results: readonly { ruleId: string; message: { text: string }; suppressions?: readonly object[] }[];
      }[];
    };
    const [run] = log.runs;
    expect(log.version).toBe('2.1.0');
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(['2.1.1']);
    expect(run?.results.map(({ ruleId, suppressions }) => [ruleId, suppressions?.length])).toEqual([
      ['2.1.1', undefined],
      ['2.1.1', undefined],
      ['2.1.1', 1],
      ['suppression-unused', undefined],
    ]);
  });
});

describe('junit', () => {
  const text = formatReport(assessment, 'junit', 'en');

  it('counts what failed and what was not decided', () => {
    expect(text).toContain('<testsuites tests="66" failures="3" errors="0" skipped="62">');
    expect(text.match(/<testcase /g)).toHaveLength(66);
  });

  it('is XML whatever a resource is called', () => {
    expect(text).not.toContain('\u0001');
    expect(text).toContain('&lt;/failure&gt;]]&gt;&lt;b&gt;|`x`');
    const tags = [...text.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)].filter(([, , , empty]) => empty === '');
    const open: string[] = [];
    for (const [, close, name] of tags) {
      if (close) expect(open.pop()).toBe(name);
      else open.push(name ?? '');
    }
    expect(open).toEqual([]);
  });
});

describe('md', () => {
  it('keeps text text, and a table a table', () => {
    const text = formatReport(assessment, 'md', 'en');
    expect(text).toContain('**\\</failure\\>\\]\\]\\>\\<b\\>\\|\\`x\\` \\& "quoted"');
    expect(text).toContain('| 1 | 0 | 0 | 1 | 60 |');
    expect(text).toContain('web answers for it until 2026-12-31');
  });
});
