import type { Assessment } from './assess.ts';
import type { Language } from './texts.ts';

const COLUMNS = [
  'framework',
  'section',
  'control',
  'title',
  'status',
  'rule',
  'resourceType',
  'resourceId',
  'compliance',
  'annotation',
  'severity',
  'resourceName',
  'arn',
  'recordedAt',
  'suppressedBy',
  'reason',
  'expires',
];

/** One line for each resource behind a control, and one for a control without any (RFC 4180). */
export function csvReport({ framework, sections }: Assessment, language: Language): string {
  const rows = sections.flatMap(({ title, controls }) =>
    controls.flatMap((control) => {
      const about = [framework, title[language], control.id, control.title[language], control.status];
      const { severity } = control;
      if (control.resources.length === 0) {
        return [[...about, control.decidedBy.join(' '), '', '', '', '', severity, '', '', '', '', '', '']];
      }
      return control.resources.map((each) => [
        ...about,
        each.rule,
        each.resourceType,
        each.resourceId,
        each.state,
        each.annotation ?? '',
        severity,
        each.resourceName ?? '',
        each.arn ?? '',
        each.recordedAt ?? '',
        each.suppression?.owner ?? '',
        each.suppression?.reason ?? '',
        each.suppression?.expires ?? '',
      ]);
    }),
  );
  return [COLUMNS, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** Quoted where it has to be; a spreadsheet takes what begins with one of these for a formula, so it gets an apostrophe. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
