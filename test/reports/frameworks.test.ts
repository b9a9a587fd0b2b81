import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { severities } from '../../core/message/index.ts';
import { frameworkRules } from '../../infra/plan/config/managed-rules.ts';
import { frameworks } from '../../reports/index.ts';
import { configRules, metricAlarms } from '../../rules/catalogue.ts';
import { sharedData, sharedPath } from '../support/shared.ts';

const [cis30, cis70] = frameworks;
if (!cis30 || !cis70) throw new Error('frameworks are missing');
const controlsOf = ({ sections }: (typeof frameworks)[number]) => sections.flatMap(({ controls }) => controls);

/** Every number of the benchmarks, in their order. */
const numbered = (section: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${section}.${index + 1}`);
const IDS = {
  'cis-aws-3.0': [
    ...numbered('1', 22),
    ...[...numbered('2.1', 4), '2.2.1', ...numbered('2.3', 3), '2.4.1'],
    ...numbered('3', 9),
    ...numbered('4', 16),
    ...numbered('5', 6),
  ],
  'cis-aws-7.0': [
    ...[...numbered('2.1', 6), ...numbered('2', 21).slice(1)],
    ...[...numbered('3.1', 4), ...numbered('3.2', 4), '3.3.1'],
    ...numbered('4', 10),
    ...numbered('5', 16),
    ...[...numbered('6.1', 2), ...numbered('6', 8).slice(1)],
  ],
};

describe.each([cis30, cis70])('$title', (framework) => {
  const controls = controlsOf(framework);

  it('has each control of the benchmark, once', () => {
    const wanted = IDS[framework.id as keyof typeof IDS];
    expect(controls.map(({ id }) => id).toSorted()).toEqual(wanted.toSorted());
  });

  it('says of each, in both languages, what it asks for and what to do', () => {
    for (const { id, title, todo, severity } of controls) {
      for (const text of [title.en, title.ko, todo.en, todo.ko]) expect([id, text.trim() === '']).toEqual([id, false]);
      expect([id, /[가-힣]/.test(title.ko), /[가-힣]/.test(todo.ko)]).toEqual([id, true, true]);
      expect([id, /[가-힣]/.test(title.en + todo.en)]).toEqual([id, false]);
      expect(severities).toContain(severity);
    }
  });

  it('has the managed rules it is decided by deployed, but for those a deploy leaves to its own', () => {
    const deployed = new Set(frameworkRules.map(({ identifier }) => identifier));
    const missing = controls.flatMap(({ id, deciders }) =>
      deciders.some(({ rules }) => rules.every((rule) => deployed.has(rule))) || deciders.length === 0 ? [] : [id],
    );
    expect(missing).toEqual([]);
  });

  it('has every Config rule and alarm of the catalogue that names one of its controls', () => {
    const names = new Set(controls.flatMap((control) => control.names));
    for (const { id, controls: named } of [...configRules, ...metricAlarms]) {
      const ours = named.filter((each) => each.startsWith(`${framework.id}:`));
      expect([id, ours.filter((each) => !names.has(each))]).toEqual([id, []]);
    }
  });
});

describe.skipIf(!sharedData)('the monitoring controls', () => {
  it('are those of the published benchmarks, each with an alarm', () => {
    const controls = JSON.parse(readFileSync(sharedPath('cis-metric-filters.json'), 'utf8')) as readonly {
      cisIds: Readonly<Record<string, string>>;
    }[];
    for (const [version, framework] of [
      ['3.0', cis30],
      ['7.0', cis70],
    ] as const) {
      const published = controls.flatMap(({ cisIds }) => cisIds[version] ?? []);
      const watched = controlsOf(framework).filter(({ names }) =>
        metricAlarms.some((rule) => rule.controls.some((each) => names.includes(each))),
      );
      expect(watched.map(({ id }) => id)).toEqual(expect.arrayContaining(published));
      expect(published.length).toBe(15);
    }
  });
});
