import { annotationIn } from '../annotations.ts';
import {
  type AssessedControl,
  type AssessedResource,
  type AssessedRule,
  type ControlStatus,
  tally,
} from '../assess.ts';
import { type Language, severityText, statusText, textIn } from '../texts.ts';
import { escaped, timeTag } from './escape.ts';

/** Resources shown of one control; the rest are counted. */
const MOST_SHOWN = 100;

const SIGNS: Readonly<Record<ControlStatus, string>> = {
  failed: '✕',
  suppressed: '⊘',
  passed: '✓',
  'no-data': '○',
  manual: '✎',
};

export type RulesByName = ReadonlyMap<string, AssessedRule>;

/** A control: one line that opens, and below it what decided, the resources, and what to do. */
export function controlBlock(control: AssessedControl, rules: RulesByName, language: Language): string {
  const { id, title, severity, status } = control;
  const words = [
    id,
    title.en,
    title.ko,
    ...control.decidedBy,
    ...control.resources.flatMap((each) => searchable(each, language)),
  ].join(' ');
  return `<details class="control ${status}" id="c-${escaped(id)}" data-status="${status}" data-severity="${severity}" data-text="${escaped(words.toLowerCase())}"${status === 'failed' ? ' open' : ''}>
<summary><span class="badge ${status}"><span aria-hidden="true">${SIGNS[status]}</span> ${statusText[status][language]}</span>
<span class="id">${escaped(id)}</span><span class="title">${escaped(title[language])}</span>
<span class="tally">${tallyText(control, language)}</span><span class="severity ${severity}">${severityText[severity][language]}</span></summary>
<div class="body">${body(control, rules, language)}</div>
</details>`;
}

const searchable = (each: AssessedResource, language: Language): string[] => [
  each.resourceType,
  each.resourceId,
  each.resourceName ?? '',
  annotationIn(language, each.annotation ?? ''),
  each.suppression?.owner ?? '',
];

const isFailing = ({ state, suppression }: AssessedResource): boolean =>
  state === 'NON_COMPLIANT' && suppression === undefined;

function tallyText(control: AssessedControl, language: Language): string {
  const { failing, suppressed, compliant } = tally(control);
  const all = failing.length + suppressed.length + compliant.length;
  if (all === 0) return '';
  const parts = [
    failing.length > 0
      ? textIn(language, 'failingOf', { n: failing.length, m: all })
      : textIn(language, 'resourcesAll', { m: compliant.length }),
    ...(suppressed.length > 0 ? [textIn(language, 'suppressedOf', { n: suppressed.length })] : []),
  ];
  return escaped(parts.join(', '));
}

function body(control: AssessedControl, rules: RulesByName, language: Language): string {
  const { status, why, todo, decidedBy, resources } = control;
  const heading = status === 'manual' ? 'check' : 'todo';
  return [
    ...(status === 'manual' ? [`<p>${textIn(language, 'manual')}</p>`] : []),
    ...(status === 'no-data' ? [`<p>${textIn(language, 'noData')}</p>`] : []),
    ...(why && status !== 'passed' ? [`<h4>${textIn(language, 'why')}</h4><p>${escaped(why[language])}</p>`] : []),
    ...(status === 'passed' ? [] : [`<h4>${textIn(language, heading)}</h4><p>${escaped(todo[language])}</p>`]),
    ...(decidedBy.length > 0 ? [deciders(control, rules, language)] : []),
    ...(resources.length > 0 ? [resourceTable(resources, language)] : []),
  ].join('\n');
}

function deciders({ decidedBy }: AssessedControl, rules: RulesByName, language: Language): string {
  const items = [...new Set(decidedBy)].map((name) => {
    const rule = rules.get(name);
    // An alarm judges all the time; when its state changed last stands with it below.
    const when =
      rule && (rule.evaluatedAt ? evaluated(rule.evaluatedAt, language) : textIn(language, 'neverEvaluated'));
    const fault = rule?.fault && escaped(textIn(language, 'fault', { text: rule.fault }));
    return `<li><code>${escaped(name)}</code> ${[when, fault].filter((each) => each !== undefined).join(', ')}</li>`;
  });
  return `<h4>${textIn(language, 'decidedBy')}</h4><ul class="deciders">${items.join('')}</ul>`;
}

/** The text around a time, which is an element of its own. */
const evaluated = (iso: string, language: Language): string => textIn(language, 'evaluatedAt', { t: timeTag(iso) });

function resourceTable(resources: readonly AssessedResource[], language: Language): string {
  const rank = (each: AssessedResource) => (isFailing(each) ? 0 : each.suppression ? 1 : 2);
  const nameOf = ({ resourceName, resourceId }: AssessedResource) => resourceName ?? resourceId;
  const ordered = [...resources].sort(
    (a, b) => rank(a) - rank(b) || (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0),
  );
  const heads = (['compliance', 'resource', 'whatDecided', 'recordedAt'] as const).map(
    (name) => `<th scope="col">${textIn(language, name)}</th>`,
  );
  const isOneRule = new Set(resources.map(({ rule }) => rule)).size === 1;
  const rows = ordered.slice(0, MOST_SHOWN).map((each) => resourceRow(each, isOneRule, language));
  const rest = ordered.length - MOST_SHOWN;
  const more = rest > 0 ? `<p>${textIn(language, 'more', { n: rest })}</p>` : '';
  return `<div class="scroll"><table class="resources"><caption>${textIn(language, 'resources')}</caption><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>${more}`;
}

function resourceRow(each: AssessedResource, isOneRule: boolean, language: Language): string {
  const { resourceType, resourceId, resourceName, arn, annotation, recordedAt, rule, suppression } = each;
  const status = each.state === 'COMPLIANT' ? 'passed' : suppression ? 'suppressed' : 'failed';
  const word =
    status === 'suppressed'
      ? statusText.suppressed[language]
      : textIn(language, status === 'passed' ? 'compliant' : 'nonCompliant');
  const name = resourceName ?? resourceId;
  const place = [...new Set([resourceType, ...(resourceId === name ? [] : [resourceId])])].join(' · ');
  const decided = [
    ...(annotation ? [escaped(annotationIn(language, annotation))] : []),
    ...(isOneRule ? [] : [`<code>${escaped(rule)}</code>`]),
    ...(suppression ? [escaped(textIn(language, 'answersFor', { ...suppression, t: suppression.expires }))] : []),
  ];
  return `<tr class="${status}"><td><span class="mark ${status}"><span aria-hidden="true">${SIGNS[status]}</span> ${word}</span></td><td><b${arn ? ` title="${escaped(arn)}"` : ''}>${escaped(name)}</b><br><small>${escaped(place)}</small></td><td>${decided.join('<br>')}</td><td>${recordedAt ? timeTag(recordedAt) : ''}</td></tr>`;
}
