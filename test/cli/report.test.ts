import { readFileSync } from 'node:fs';
import {
  ConfigServiceClient,
  DescribeComplianceByConfigRuleCommand,
  PutConfigRuleCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../reports/index.ts';
import { trailkeeper } from '../support/cli.ts';
import { clientOptions, engine } from '../support/engine.ts';
import { testFolder } from '../support/folder.ts';

const { folder, file } = testFolder();

const database = (resourceId: string, publiclyAccessible: boolean) => ({
  configurationItemCaptureTime: '2026-01-01T00:00:00Z',
  awsAccountId: '123456789012',
  awsRegion: 'us-east-1',
  resourceType: 'AWS::RDS::DBInstance',
  resourceId,
  configuration: { publiclyAccessible },
});

describe('report', () => {
  it('says what the compliance APIs say, with the resources behind it', async () => {
    const started = await engine();
    const client = new ConfigServiceClient(clientOptions(started));
    const items = file('items.json', JSON.stringify([database('db-1', true), database('db-2', false)]));
    await trailkeeper('import', items, '--endpoint', started.url);
    for (const SourceIdentifier of [
      'RDS_INSTANCE_PUBLIC_ACCESS_CHECK',
      'RDS_STORAGE_ENCRYPTED',
      'EFS_ENCRYPTED_CHECK',
    ]) {
      const Source = { Owner: 'AWS' as const, SourceIdentifier };
      await client.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: SourceIdentifier, Source } }));
    }

    const args = ['report', '--framework', 'cis-aws-3.0', '--endpoint', started.url];
    const { out, code } = await trailkeeper(...args, '--format', 'json');
    const said = await trailkeeper(...args, '--out', `${folder}/report.html`, '--lang', 'ko');

    const assessment = JSON.parse(out) as Assessment;
    const { ComplianceByConfigRules = [] } = await client.send(new DescribeComplianceByConfigRuleCommand({}));
    const count = (type: string) =>
      ComplianceByConfigRules.filter((each) => each.Compliance?.ComplianceType === type).length;
    expect(code).toBe(0);
    expect(assessment.counts).toEqual({
      failed: count('NON_COMPLIANT'),
      passed: count('COMPLIANT'),
      'no-data': count('INSUFFICIENT_DATA'),
      suppressed: 0,
      manual: 59,
    });
    const control = assessment.sections.flatMap(({ controls }) => controls).find(({ id }) => id === '2.3.3');
    expect(control).toMatchObject({ status: 'failed', decidedBy: ['RDS_INSTANCE_PUBLIC_ACCESS_CHECK'] });
    expect(control?.resources.map(({ resourceId, state }) => [resourceId, state])).toEqual([
      ['db-1', 'NON_COMPLIANT'],
      ['db-2', 'COMPLIANT'],
    ]);
    expect(said.out).toBe('CIS AWS Foundations 3.0: 0 passed, 2 failed, 1 without data, 59 manual\n');
    expect(readFileSync(`${folder}/report.html`, 'utf8')).toContain('RDS 퍼블릭 액세스 차단');
  });

  it('leaves out what somebody answers for in the settings, and ends with 1 where a control fails', async () => {
    const started = await engine();
    const client = new ConfigServiceClient(clientOptions(started));
    const items = file('public.json', JSON.stringify([database('db-1', true), database('db-2', false)]));
    await trailkeeper('import', items, '--endpoint', started.url);
    const Source = { Owner: 'AWS' as const, SourceIdentifier: 'RDS_INSTANCE_PUBLIC_ACCESS_CHECK' };
    await client.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'public', Source } }));
    const config = (resource: string) =>
      file(
        `${resource}.config.mjs`,
        `export default { suppressions: [{ rule: 'public', resource: '${resource}', owner: 'data', reason: 'demo', expires: '2999-12-31' }] };`,
      );
    const report = (...args: string[]) =>
      trailkeeper('report', '--endpoint', started.url, '--fail-on', 'failed', '--format', 'json', ...args);

    const without = await report();
    const answered = await report('--config', config('db-1'));
    const idle = await report('--config', config('db-3'));
    const broken = await report(
      '--config',
      file('broken.config.mjs', "export default { suppressions: [{ rule: 'x' }] };"),
    );

    const counts = ({ out }: typeof without) => {
      const { counts: found, suppressionFindings } = JSON.parse(out) as Assessment;
      return [found.failed, found.suppressed, suppressionFindings.map(({ kind }) => kind)];
    };
    expect([counts(without), without.code]).toEqual([[1, 0, []], 1]);
    expect([counts(answered), answered.code]).toEqual([[0, 1, []], 0]);
    expect([counts(idle), idle.code]).toEqual([[1, 0, ['unused']], 1]);
    expect([broken.code, broken.err]).toEqual([2, expect.stringContaining('suppression 1 needs a text in resource')]);
  });

  it.each(['ocsf', 'asff', 'sarif', 'junit', 'md', 'csv'])('writes %s', async (format) => {
    const started = await engine();
    const { out, err, code } = await trailkeeper('report', '--endpoint', started.url, '--format', format);
    expect([err, code]).toEqual(['', 0]);
    if (format === 'ocsf' || format === 'asff' || format === 'sarif') expect(() => JSON.parse(out)).not.toThrow();
    expect(out).toMatch(format === 'asff' ? /^\[\]\n$/ : format === 'sarif' ? /"2\.1\.0"/ : /CIS|cis/);
  });

  it('ends with 2 when nobody answers or the framework is unknown', async () => {
    expect((await trailkeeper('report', '--endpoint', 'http://127.0.0.1:9')).code).toBe(2);
    expect((await trailkeeper('report', '--framework', 'x', '--endpoint', 'http://127.0.0.1:9')).code).toBe(2);
  });
});
