import { readFileSync } from 'node:fs';
import {
  ConfigServiceClient,
  paginateDescribeComplianceByConfigRule,
  paginateGetComplianceDetailsByConfigRule,
} from '@aws-sdk/client-config-service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Assessment } from '../../reports/index.ts';
import { trailkeeper } from '../support/cli.ts';
import { clientOptions } from '../support/engine.ts';
import { testFolder } from '../support/folder.ts';
import { type Running, running } from '../support/running.ts';

const { folder } = testFolder();

describe('the report of the sample account', () => {
  let up: Running;
  let client: ConfigServiceClient;

  beforeAll(async () => {
    up = await running('start', '--data', `${folder}/state`, '--lang', 'ko', '--port', '0');
    client = new ConfigServiceClient(clientOptions(up));
  });

  afterAll(async () => {
    client?.destroy();
    await up?.kill();
  });

  /** By rule, how many resources comply and do not, as the compliance APIs answer. */
  async function answered(): Promise<Map<string, readonly [compliant: number, nonCompliant: number]>> {
    const found = new Map<string, readonly [number, number]>();
    for await (const page of paginateDescribeComplianceByConfigRule({ client }, {})) {
      for (const { ConfigRuleName = '', Compliance } of page.ComplianceByConfigRules ?? []) {
        const states: string[] = [];
        for await (const { EvaluationResults = [] } of paginateGetComplianceDetailsByConfigRule(
          { client },
          { ConfigRuleName },
        )) {
          states.push(...EvaluationResults.map(({ ComplianceType = '' }) => ComplianceType));
        }
        const count = (state: string) => states.filter((each) => each === state).length;
        const counts = [count('COMPLIANT'), count('NON_COMPLIANT')] as const;
        const type = counts[1] > 0 ? 'NON_COMPLIANT' : counts[0] > 0 ? 'COMPLIANT' : 'INSUFFICIENT_DATA';
        expect([ConfigRuleName, Compliance?.ComplianceType]).toEqual([ConfigRuleName, type]);
        found.set(ConfigRuleName, counts);
      }
    }
    return found;
  }

  it('has the figures the compliance APIs answer, in its page and in its JSON', async () => {
    const page = readFileSync(`${folder}/state/report.html`, 'utf8');
    const { out } = await trailkeeper('report', '--format', 'json', '--endpoint', up.url);
    const { rules, sections, counts } = JSON.parse(out) as Assessment;
    const apis = await answered();

    expect(new Map(rules.map(({ name, compliant, nonCompliant }) => [name, [compliant, nonCompliant]]))).toEqual(apis);
    for (const [name, [compliant, nonCompliant]] of apis) {
      const row = `<code>${name}</code></td><td class="n">${nonCompliant}</td><td class="n">0</td><td class="n">${compliant}</td>`;
      expect([name, page.includes(row)]).toEqual([name, true]);
    }
    for (const control of sections.flatMap(({ controls }) => controls)) {
      const ours = control.decidedBy.flatMap((name) => apis.get(name) ?? []);
      if (ours.length === 0) continue;
      const failing = control.decidedBy.some((name) => (apis.get(name)?.[1] ?? 0) > 0);
      expect([control.id, control.status === 'failed']).toEqual([control.id, failing]);
    }
    expect(page).toContain('lang="ko"');
    expect(page.match(/<details class="control failed"/g)).toHaveLength(counts.failed);
    expect(counts.failed).toBeGreaterThan(5);
    expect(counts.passed).toBeGreaterThan(20);
  });

  it('decides the monitoring controls by the alarms the plan made', async () => {
    const { out } = await trailkeeper('report', '--format', 'json', '--endpoint', up.url);
    const controls = (JSON.parse(out) as Assessment).sections.flatMap((section) => section.controls);
    const monitoring = controls.filter(({ id }) => /^5\.\d+$/.test(id) && id !== '5.16');
    expect(monitoring.map(({ id, status }) => [id, status])).toEqual(
      Array.from({ length: 15 }, (_, index) => [`5.${index + 1}`, 'passed']),
    );
  });
});
