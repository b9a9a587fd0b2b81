import { type AlertTexts, namesIn, placeholders, type Steps, severities, type Text } from '../../core/message/index.ts';
import { RuleError } from './errors.ts';

/** What every rule says about itself, whatever it watches. */
export type RuleTexts = AlertTexts;

const languages = ['en', 'ko'] as const;

/**
 * The rule's own texts, checked: an id in kebab-case, both languages everywhere, only placeholders a message can fill,
 * an English title that fits a subject line.
 * @throws RuleError naming what is wrong
 */
export function checkedTexts(rule: RuleTexts): RuleTexts {
  const { id, title, severity, why, respond, controls } = rule;
  const refuse = (problem: string): never => {
    throw new RuleError(`rule ${JSON.stringify(id)}: ${problem}`);
  };
  if (typeof id !== 'string' || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 48) {
    refuse('its id must be lower-case words joined by hyphens, 48 characters at most');
  }
  if (!severities.includes(severity)) refuse(`severity must be one of ${severities.join(', ')}`);
  for (const lang of languages) {
    if (!title?.[lang]?.trim()) refuse(`title has no ${lang} text`);
    if (!why?.[lang]?.trim()) refuse(`why has no ${lang} text`);
    if (!respond?.[lang]?.length) refuse(`respond has no ${lang} steps`);
    for (const text of [why[lang], ...respond[lang]]) {
      const strange = namesIn(text).find((name) => !placeholders.includes(name as (typeof placeholders)[number]));
      if (strange !== undefined) refuse(`{${strange}} is no placeholder; there are ${placeholders.join(', ')}`);
    }
  }
  if (!/^[\x20-\x7e]{1,60}$/.test(title.en)) refuse('the English title must be ASCII and 60 characters at most');
  for (const control of controls ?? []) {
    if (!/^[a-z0-9.-]+:[A-Za-z0-9.()-]+$/.test(control)) {
      refuse(`control ${JSON.stringify(control)} is not of the form framework:id, such as nist-800-53-r5:AC-2`);
    }
  }
  return { id, title: copy(title), severity, why: copy(why), respond: steps(respond), controls: [...(controls ?? [])] };
}

const copy = ({ en, ko }: Text): Text => ({ en, ko });
const steps = ({ en, ko }: Steps): Steps => ({ en: [...en], ko: [...ko] });
