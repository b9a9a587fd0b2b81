import { annotationIn } from '../annotations.ts';
import { type AssessedControl, type Assessment, type ControlStatus, statuses } from '../assess.ts';
import { type Language, severityText, statusText, suppressionFindingText, textIn } from '../texts.ts';

/** Resources shown of one control. */
const MOST_SHOWN = 20;

/** For a pull request, a wiki or a terminal: what fails with its resources first, then everything by section. */
export function markdownReport(assessment: Assessment, language: Language): string {
  const { title, accountId, region, readAt, counts, sections, suppressionFindings } = assessment;
  const controls = sections.flatMap((section) => section.controls);
  const having = (status: ControlStatus) => controls.filter((control) => control.status === status);
  const facts = [
    `${textIn(language, 'account')} ${accountId}`,
    `${textIn(language, 'region')} ${region}`,
    `${textIn(language, 'readAt')} ${readAt}`,
  ];
  const blocks = [
    `# ${safe(title)}`,
    safe(facts.join(', ')),
    [
      row(statuses.map((status) => statusText[status][language])),
      row(statuses.map(() => '---:')),
      row(statuses.map((status) => String(counts[status]))),
    ].join('\n'),
    ...(['failed', 'suppressed'] as const).flatMap((status) =>
      having(status).length === 0
        ? []
        : [`## ${statusText[status][language]}`, ...having(status).map((control) => controlText(control, language))],
    ),
    ...(suppressionFindings.length === 0
      ? []
      : [
          `## ${textIn(language, 'suppressions')}`,
          suppressionFindings
            .map(({ kind, suppression }) => {
              const which = textIn(language, 'suppressionOf', { ...suppression, t: suppression.expires });
              return `- ${safe(which)}: ${suppressionFindingText[kind][language]}`;
            })
            .join('\n'),
        ]),
    `## ${textIn(language, 'controls')}`,
    ...sections.map((section) => `### ${section.title[language]}\n\n${controlTable(section.controls, language)}`),
    textIn(language, 'note'),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function controlText({ id, title, severity, resources, todo }: AssessedControl, language: Language): string {
  const failing = resources.filter(({ state }) => state === 'NON_COMPLIANT');
  const lines = failing
    .slice(0, MOST_SHOWN)
    .map(({ resourceName, resourceId, resourceType, annotation, suppression }) => {
      const said = annotation ? `: ${safe(annotationIn(language, annotation))}` : '';
      const answered = suppression
        ? ` (${safe(textIn(language, 'answersFor', { ...suppression, t: suppression.expires }))})`
        : '';
      return `- **${safe(resourceName ?? resourceId)}** ${safe(resourceType)}${said}${answered}`;
    });
  const rest = failing.length - lines.length;
  return [
    `### ${id} ${safe(title[language])} (${severityText[severity][language]})`,
    [...lines, ...(rest > 0 ? [`- ${textIn(language, 'more', { n: rest })}`] : [])].join('\n'),
    `${textIn(language, 'todo')}: ${safe(todo[language])}`,
  ].join('\n\n');
}

function controlTable(controls: readonly AssessedControl[], language: Language): string {
  const heads = (['controls', 'status', 'severity', 'decidedBy'] as const).map((name) => textIn(language, name));
  const rows = controls.map(({ id, title, status, severity, decidedBy }) =>
    row([
      `${id} ${safe(title[language])}`,
      statusText[status][language],
      severityText[severity][language],
      [...new Set(decidedBy)].map(safe).join(', '),
    ]),
  );
  return [row(heads), row(heads.map(() => '---')), ...rows].join('\n');
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Text that stays text: what Markdown or HTML would read something into is escaped. */
const safe = (text: string): string =>
  text.replaceAll(/\s*[\r\n]+\s*/g, ' ').replaceAll(/[\\`*_[\]<>|#&]/g, (character) => `\\${character}`);
