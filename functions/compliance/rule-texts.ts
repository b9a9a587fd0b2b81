import type { ComplianceTexts } from '../../core/message/index.ts';
import { frameworks } from '../../reports/frameworks/index.ts';
import { configRuleByName } from '../../rules/catalogue.ts';

/**
 * What is said of a Config rule: in the catalogue's words, or of a managed rule in those of the controls it decides.
 * @param name as it is deployed: `trailkeeper-iam-password-policy`
 */
export const textsOfRule = (name: string): ComplianceTexts | undefined => configRuleByName(name) ?? managed(name);

function managed(name: string): ComplianceTexts | undefined {
  const identifier = name
    .replace(/^trailkeeper-/, '')
    .toUpperCase()
    .replaceAll('-', '_');
  const decided = frameworks.flatMap(({ id, sections }) =>
    sections.flatMap(({ controls }) =>
      controls
        .filter(({ deciders }) => deciders.some(({ rules }) => rules.includes(identifier)))
        .map((control) => ({ name: `${id}:${control.id}`, control })),
    ),
  );
  const control = decided.at(-1)?.control;
  if (!control) return undefined;
  const { title, severity, todo } = control;
  return {
    title,
    severity,
    respond: { en: [todo.en], ko: [todo.ko] },
    controls: decided.map((each) => each.name),
  };
}
