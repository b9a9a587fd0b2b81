import { createHash } from 'node:crypto';
import { severities } from '../../core/message/index.ts';
import { type Assessment, statuses } from '../assess.ts';
import { type Language, severityText, statusText, suppressionFindingText, textIn } from '../texts.ts';
import { donut, legend, ruleBars, sectionBars, severityBars } from './charts.ts';
import { controlBlock, type RulesByName } from './control.ts';
import { escaped, timeTag } from './escape.ts';
import { script } from './script.ts';
import { styles } from './styles.ts';

/** Nothing is loaded from anywhere, and no script runs but the page's own, whatever a resource is called. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** The report as one file that needs nothing else. The same assessment and language, the same bytes. */
export function htmlReport(assessment: Assessment, language: Language): string {
  const text = (name: Parameters<typeof textIn>[1]) => textIn(language, name);
  const rules: RulesByName = new Map(assessment.rules.map((rule) => [rule.name, rule]));
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${assessment.title} · ${assessment.accountId}`)}</title>
<style>${styles}</style>
</head>
<body>
<a class="skip" href="#controls">${text('skip')}</a>
<header><h1>${escaped(assessment.title)}</h1>
<dl><dt>${text('account')}</dt><dd>${escaped(assessment.accountId)}</dd><dt>${text('region')}</dt><dd>${escaped(assessment.region)}</dd><dt>${text('readAt')}</dt><dd>${timeTag(assessment.readAt)}</dd></dl></header>
<main>
${summary(assessment, language)}
${attention(assessment, language)}
<h2 id="controls">${text('controls')}</h2>
${toolbar(language)}
${assessment.sections
  .map(
    ({ title, controls }) =>
      `<section class="controls"><h3>${escaped(title[language])}</h3>\n${controls.map((control) => controlBlock(control, rules, language)).join('\n')}\n</section>`,
  )
  .join('\n')}
<p class="nothing" hidden>${text('nothing')}</p>
${ruleTable(assessment, language)}
</main>
<footer>${text('method')} · Trailkeeper</footer>
<script>${script}</script>
</body>
</html>
`;
}

function summary(assessment: Assessment, language: Language): string {
  const card = (title: Parameters<typeof textIn>[1], content: string) =>
    `<section class="card"><h3>${textIn(language, title)}</h3>${content}</section>`;
  return `<h2>${textIn(language, 'summary')}</h2>
<div class="cards">
${card('passedShare', `<div class="share">${donut(assessment, language)}${legend(assessment, language)}</div>`)}
${card('bySection', sectionBars(assessment.sections, language))}
${card('bySeverity', severityBars(assessment, language))}
${card('topRules', ruleBars(assessment, language))}
</div>
<p class="note">${textIn(language, 'note')}</p>`;
}

/** Suppressions that are over, or hide nothing. */
function attention({ suppressionFindings }: Assessment, language: Language): string {
  if (suppressionFindings.length === 0) return '';
  const items = suppressionFindings.map(({ kind, suppression }) => {
    const which = textIn(language, 'suppressionOf', { ...suppression, t: suppression.expires });
    return `<li><b>${escaped(which)}</b> ${suppressionFindingText[kind][language]}</li>`;
  });
  return `<h2>${textIn(language, 'suppressions')}</h2><ul class="attention">${items.join('')}</ul>`;
}

function toolbar(language: Language): string {
  const text = (name: Parameters<typeof textIn>[1]) => textIn(language, name);
  const boxes = statuses.map(
    (status) => `<label><input type="checkbox" value="${status}" checked> ${statusText[status][language]}</label>`,
  );
  const options = severities.map((each) => `<option value="${each}">${severityText[each][language]}</option>`);
  return `<div class="toolbar" role="search" hidden>
<label>${text('search')} <input type="search" placeholder="${text('searchHint')}"></label>
<fieldset><legend>${text('status')}</legend>${boxes.join('')}</fieldset>
<label>${text('severity')} <select><option value="">${text('every')}</option>${options.join('')}</select></label>
<button type="button" data-do="open">${text('openAll')}</button><button type="button" data-do="close">${text('closeAll')}</button>
<output data-text="${textIn(language, 'shown', { n: '{n}', m: '{m}' })}"></output>
</div>`;
}

/** Every Config rule in place, those that decide no control of the framework included. */
function ruleTable({ rules }: Assessment, language: Language): string {
  if (rules.length === 0) return '';
  const heads = (['rule', 'nonCompliant', 'suppressed', 'compliant', 'lastEvaluated'] as const).map(
    (name, index) => `<th scope="col"${index > 0 && index < 4 ? ' class="n"' : ''}>${textIn(language, name)}</th>`,
  );
  const rows = rules.map(({ name, nonCompliant, suppressed, compliant, evaluatedAt, fault }) => {
    const when = evaluatedAt ? timeTag(evaluatedAt) : textIn(language, 'neverEvaluated');
    const why = fault ? `<br>${escaped(textIn(language, 'fault', { text: fault }))}` : '';
    return `<tr><td><code>${escaped(name)}</code></td><td class="n">${nonCompliant}</td><td class="n">${suppressed}</td><td class="n">${compliant}</td><td>${when}${why}</td></tr>`;
  });
  return `<h2>${textIn(language, 'rules')}</h2>
<div class="scroll"><table class="rules"><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}
