import type { Severity } from '../../core/message/index.ts';
import { severities } from '../../core/message/index.ts';
import type { Assessment, ControlStatus } from '../assess.ts';
import { statuses } from '../assess.ts';
import { type Language, severityText, statusText, textIn } from '../texts.ts';
import { escaped } from './escape.ts';

type Section = Assessment['sections'][number];

/** Most rules in the chart of failing ones. */
const MOST_RULES = 8;

/** Controls by status, as a ring: 100 is the whole way round. */
export function donut({ counts }: Assessment, language: Language): string {
  const total = statuses.reduce((sum, status) => sum + counts[status], 0);
  const decided = total - counts.manual - counts['no-data'];
  let done = 0;
  const arcs = statuses
    .filter((status) => counts[status] > 0)
    .map((status) => {
      const share = (counts[status] / total) * 100;
      // A gap of half a unit keeps neighbours apart where colours do not.
      const arc = `<circle class="${status}" r="15.915" cx="21" cy="21" pathLength="100" stroke-dasharray="${Math.max(share - 0.5, 0.3).toFixed(2)} 100" stroke-dashoffset="${(-done).toFixed(2)}"><title>${statusText[status][language]}: ${counts[status]}</title></circle>`;
      done += share;
      return arc;
    });
  const said = statuses.map((status) => `${statusText[status][language]} ${counts[status]}`).join(', ');
  const below = textIn(language, 'ofDecided', { n: decided });
  return `<svg class="donut" viewBox="0 0 42 42" role="img" aria-label="${escaped(said)}">${arcs.join('')}
<text x="21" y="16.6" class="what">${statusText.passed[language]}</text><text x="21" y="21.6" class="number">${counts.passed}</text><text x="21" y="26.8" class="what">${escaped(below)}</text></svg>`;
}

export const legend = ({ counts }: Assessment, language: Language): string =>
  `<ul class="legend">${statuses
    .map((status) => `<li class="${status}"><span>${statusText[status][language]}</span> <b>${counts[status]}</b></li>`)
    .join('')}</ul>`;

/** How each section stands: its controls by status, each bar as long as the section has controls. */
export function sectionBars(sections: readonly Section[], language: Language): string {
  const longest = Math.max(...sections.map(({ controls }) => controls.length), 1);
  const rows = sections.map(({ title, controls }) => {
    const count = (status: ControlStatus) => controls.filter((control) => control.status === status).length;
    let at = 0;
    const parts = statuses
      .filter((status) => count(status) > 0)
      .map((status) => {
        const width = (count(status) / longest) * 100;
        const part = `<rect class="${status}" x="${at.toFixed(2)}%" width="${width.toFixed(2)}%" height="18"><title>${statusText[status][language]}: ${count(status)}</title></rect><text x="${(at + width / 2).toFixed(2)}%" y="13">${count(status)}</text>`;
        at += width;
        return part;
      });
    const said = statuses.map((status) => `${statusText[status][language]} ${count(status)}`).join(', ');
    return `<tr><th scope="row">${escaped(title[language])}</th><td><svg class="bar" role="img" aria-label="${escaped(said)}">${parts.join('')}</svg></td></tr>`;
  });
  return `<table class="bars">${rows.join('')}</table>`;
}

/** Failed controls by how much is at stake. */
export function severityBars({ sections }: Assessment, language: Language): string {
  const failed = sections.flatMap(({ controls }) => controls).filter(({ status }) => status === 'failed');
  const count = (severity: Severity) => failed.filter((control) => control.severity === severity).length;
  return countBars(severities.map((severity) => [severityText[severity][language], count(severity), severity]));
}

export function ruleBars({ rules }: Assessment, language: Language): string {
  const worst = rules
    .filter(({ nonCompliant }) => nonCompliant > 0)
    .sort((a, b) => b.nonCompliant - a.nonCompliant || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_RULES);
  if (worst.length === 0) return `<p>${textIn(language, 'noneFailing')}</p>`;
  return countBars(worst.map(({ name, nonCompliant }) => [name, nonCompliant, 'failed']));
}

/** One bar a line, its number behind it. */
function countBars(lines: readonly (readonly [name: string, count: number, kind: string])[]): string {
  const most = Math.max(...lines.map(([, count]) => count), 1);
  const rows = lines.map(
    ([name, count, kind]) =>
      `<tr><th scope="row" title="${escaped(name)}">${escaped(name)}</th><td><svg class="bar" aria-hidden="true"><rect class="${kind}" width="${((count / most) * 85).toFixed(2)}%" height="18"/></svg></td><td class="count">${count}</td></tr>`,
  );
  return `<table class="bars">${rows.join('')}</table>`;
}
