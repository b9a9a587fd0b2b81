import { readFileSync, writeFileSync } from 'node:fs';
import { catalogue } from '../rules/catalogue.ts';
import type { Rule } from '../rules/kit/index.ts';

/** Writes the catalogue's tables into docs/rules.md, between its marks; with `--check`, exits 1 when they are not up to date. */
const file = new URL('../docs/rules.md', import.meta.url);

const kinds: readonly (readonly [Rule['kind'], string])[] = [
  ['alert', 'Alerts'],
  ['metric-alarm', 'Metric alarms'],
  ['config-rule', 'Config rules'],
];

const table = (kind: Rule['kind']): string =>
  [
    '| id | severity | what | 한국어 | controls |',
    '|---|---|---|---|---|',
    ...catalogue
      .filter((rule) => rule.kind === kind)
      .map(
        ({ id, severity, title, controls }) =>
          `| \`${id}\` | ${severity} | ${title.en} | ${title.ko} | ${controls.join(', ')} |`,
      ),
  ].join('\n');

const tables = kinds.map(([kind, heading]) => `### ${heading}\n\n${table(kind)}`).join('\n\n');
const before = readFileSync(file, 'utf8');
const after = before.replace(
  /(<!-- catalogue -->\n)[\s\S]*(<!-- end -->)/,
  (_, start, end) => `${start}\n${tables}\n\n${end}`,
);

if (process.argv.includes('--check')) process.exitCode = before === after ? 0 : 1;
else writeFileSync(file, after);
