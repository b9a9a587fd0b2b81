import { describe, expect, it } from 'vitest';
import { judge, managedRule } from '../../core/managed-rules/index.ts';
import { annotationIn } from '../../reports/annotations.ts';
import { frameworks } from '../../reports/index.ts';
import { configRules } from '../../rules/catalogue.ts';

const deciders = new Set(
  frameworks.flatMap(({ sections }) =>
    sections.flatMap(({ controls }) => controls.flatMap((control) => control.deciders.flatMap(({ rules }) => rules))),
  ),
);

/** What a rule says of its own examples that violate it. */
function annotationsOf(id: string): string[] {
  const rule = managedRule(id);
  if (!rule || 'judge' in rule) return [];
  return rule.violates.flatMap(({ parameters = {}, ...example }) => {
    const defaults = Object.entries(rule.parameters ?? {}).map(([name, { default: usual = '' }]) => [name, usual]);
    const item = {
      resourceType: rule.resourceTypes[0] ?? '',
      resourceId: 'r',
      configuration: null,
      supplementaryConfiguration: {},
      tags: {},
      relationships: [],
      ...example,
    };
    const judgement = { parameters: { ...Object.fromEntries(defaults), ...parameters }, now: Date.UTC(2026, 0, 1) };
    return judge(rule, [item], judgement, '123456789012').flatMap(({ annotation }) => annotation ?? []);
  });
}

describe('what a rule says', () => {
  it.each([...deciders].map((id) => [id]))('is told in Korean, too: %s', (id) => {
    for (const annotation of annotationsOf(id)) {
      expect([annotation, annotationIn('ko', annotation)]).toEqual([annotation, expect.stringMatching(/[가-힣]/)]);
      expect(annotationIn('en', annotation)).toBe(annotation);
    }
  });

  it.each(configRules.map((rule) => [rule.id, rule] as const))('is told in Korean, too: %s', (_, rule) => {
    for (const { annotation = '' } of rule.violates.map((item) => rule.evaluate(item))) {
      expect([annotation, annotationIn('ko', annotation)]).toEqual([annotation, expect.stringMatching(/[가-힣]/)]);
    }
  });

  it("is told part by part where it is an alarm's", () => {
    expect(annotationIn('ko', 'state OK, fed by root on trail, heard by 2 confirmed subscriptions')).toBe(
      '상태 OK, 지표 필터 root(로그 그룹 trail), 구독 확인 2건',
    );
  });

  it('stays as it is where it is nobody of ours who says it', () => {
    expect(annotationIn('ko', 'Tag CostCenter is missing')).toBe('Tag CostCenter is missing');
  });
});
