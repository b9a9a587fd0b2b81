import type { AssessedControl, Assessment, ControlStatus } from './assess.ts';
import { styles } from './html-styles.ts';
import { type Language, pageTexts, statusText } from './texts.ts';

const STATUSES: readonly ControlStatus[] = ['passed', 'failed', 'no-data', 'manual'];
/** Lines of resources that are shown of one control; the rest are counted. */
const MOST_SHOWN = 100;

/** The report as one file that needs nothing else: no script, no font, no network. */
export function htmlReport(assessment: Assessment, language: Language): string {
  const text = (name: keyof typeof pageTexts) => pageTexts[name][language];
  const facts = [
    [text('account'), assessment.accountId],
    [text('region'), assessment.region],
    [text('readAt'), assessment.readAt],
  ].map(([name, value]) => `<dt>${name}</dt><dd>${escaped(value ?? '')}</dd>`);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(assessment.title)}</title>
<style>${styles}</style>
</head>
<body>
<header><h1>${escaped(assessment.title)}</h1><dl>${facts.join('')}</dl></header>
<main>
<section class="overview">${donut(assessment, language)}<ul class="legend">${legend(assessment, language)}</ul></section>
<p class="note">${text('note')}</p>
<h2>${text('bySection')}</h2>
<table class="bars"><tbody>${assessment.sections.map((section) => bar(section, language)).join('')}</tbody></table>
${assessment.sections.map((section) => sectionTable(section, language)).join('\n')}
</main>
</body>
</html>
`;
}

/** Shares of a circle by dashes of its outline; 100 is the whole way round. */
function donut({ counts }: Assessment, language: Language): string {
  const total = STATUSES.reduce((sum, status) => sum + counts[status], 0);
  let done = 0;
  const arcs = STATUSES.filter((status) => counts[status] > 0).map((status) => {
    const share = (counts[status] / total) * 100;
    const arc = `<circle class="${status}" r="15.915" cx="21" cy="21" pathLength="100" stroke-dasharray="${share.toFixed(2)} 100" stroke-dashoffset="${(-done).toFixed(2)}"><title>${statusText[status][language]}: ${counts[status]}</title></circle>`;
    done += share;
    return arc;
  });
  return `<svg class="donut" viewBox="0 0 42 42" role="img" aria-label="${legendText(counts, language)}">${arcs.join('')}<text x="21" y="21">${total}</text><text class="unit" x="21" y="26">${pageTexts.of[language]}</text></svg>`;
}

const legend = ({ counts }: Assessment, language: Language): string =>
  STATUSES.map((status) => `<li class="${status}">${statusText[status][language]} <b>${counts[status]}</b></li>`).join(
    '',
  );

const legendText = (counts: Assessment['counts'], language: Language): string =>
  STATUSES.map((status) => `${statusText[status][language]} ${counts[status]}`).join(', ');

function bar({ title, controls }: Assessment['sections'][number], language: Language): string {
  const parts = STATUSES.map((status) => {
    const count = controls.filter((control) => control.status === status).length;
    return count === 0
      ? ''
      : `<span class="${status}" style="flex:${count}" title="${statusText[status][language]}">${count}</span>`;
  });
  return `<tr><th scope="row">${escaped(title[language])}</th><td><div class="bar">${parts.join('')}</div></td></tr>`;
}

function sectionTable({ title, controls }: Assessment['sections'][number], language: Language): string {
  const heads = (['control', 'status', 'decidedBy', 'resources'] as const).map(
    (name) => `<th scope="col">${pageTexts[name][language]}</th>`,
  );
  return `<h2>${escaped(title[language])}</h2>
<table class="controls"><thead><tr>${heads.join('')}</tr></thead><tbody>${controls.map((control) => row(control, language)).join('\n')}</tbody></table>`;
}

function row({ id, title, status, decidedBy, resources }: AssessedControl, language: Language): string {
  const failing = resources.filter(({ state }) => state === 'NON_COMPLIANT');
  const ordered = [...failing, ...resources.filter(({ state }) => state === 'COMPLIANT')];
  const lines = ordered
    .slice(0, MOST_SHOWN)
    .map(
      (each) =>
        `<li class="${each.state === 'COMPLIANT' ? 'passed' : 'failed'}"><code>${escaped(each.resourceId)}</code> ${escaped(each.annotation ?? '')}</li>`,
    );
  const rest = ordered.length > MOST_SHOWN ? `<li>+ ${ordered.length - MOST_SHOWN}</li>` : '';
  const details =
    resources.length === 0
      ? ''
      : `<details${failing.length > 0 ? ' open' : ''}><summary>${failing.length} / ${resources.length}</summary><ul>${lines.join('')}${rest}</ul></details>`;
  const rules = [...new Set(decidedBy)].map((name) => `<code>${escaped(name)}</code>`).join('<br>');
  return `<tr><td><b>${escaped(id)}</b> ${escaped(title[language])}</td><td><span class="badge ${status}">${statusText[status][language]}</span></td><td>${rules}</td><td>${details}</td></tr>`;
}

/** Text for HTML, within elements and attributes. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
