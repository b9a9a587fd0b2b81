// Draws docs/start.svg: what `npm start` prints, for the README. The week is a fixed one, so the picture changes only when what is
// printed does.
import { writeFileSync } from 'node:fs';
import { assessmentOf } from '../cli/assessment.ts';
import { play } from '../cli/play.ts';
import { serve } from '../cli/serve.ts';
import { startSummary } from '../cli/start-summary.ts';
import { Told } from '../cli/told.ts';
import { defaultSettings } from '../infra/settings.ts';
import { generateWeek } from '../samples/index.ts';

const DAY = 24 * 60 * 60 * 1000;
const end = Date.parse('2026-11-20T09:00:00Z');

const engine = await serve({
  port: '0',
  host: '127.0.0.1',
  account: '123456789012',
  durability: 'normal',
  console: false,
  data: undefined,
  clock: 'virtual',
  startAt: end - 7 * DAY - DAY / 24,
  apply: true,
});
await engine.clock.advanceTo(end - 7 * DAY);
const told = new Told(engine);
const week = generateWeek({ seed: 'trailkeeper', end });
await play(engine, week, end);
const region = defaultSettings.homeRegion;
const client = { endpoint: engine.url, region, credentials: engine.credentials('trailkeeper') };
const report = { assessment: await assessmentOf(client, { now: end }), files: ['./report.html'] };
await engine.close();

const summary = startSummary({ week, told, report, seconds: 3, inbox: './inbox' });
writeFileSync(new URL('../docs/start.svg', import.meta.url), drawing(`$ npm start\n\n${summary}`.split('\n')));

/** Lines of a terminal as a picture. */
function drawing(lines: readonly string[]): string {
  const [left, top, step] = [24, 56, 19];
  const width = Math.max(...lines.map((line) => line.length)) * 7.85 + 2 * left;
  const height = top + lines.length * step + 8;
  const texts = lines.map((line, index) =>
    line === '' ? '' : `<text x="${left}" y="${top + index * step}" fill="${colourOf(line)}">${escaped(line)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${height}" viewBox="0 0 ${Math.ceil(width)} ${height}" role="img">
<rect width="100%" height="100%" rx="10" fill="#11161c"/>
<circle cx="24" cy="22" r="6" fill="#ff5f57"/><circle cx="44" cy="22" r="6" fill="#febc2e"/><circle cx="64" cy="22" r="6" fill="#28c840"/>
<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="13">
${texts.filter((text) => text !== '').join('\n')}
</g></svg>
`;
}

function colourOf(line: string): string {
  if (/\[(ALARM |NON_COMPLIANT )?CRITICAL\]/.test(line)) return '#ff7b72';
  if (/\[(ALARM |NON_COMPLIANT )?HIGH\]/.test(line)) return '#ffa657';
  if (/\[(ALARM |NON_COMPLIANT )?MEDIUM\]/.test(line)) return '#e3c878';
  if (/^\$|^\d|: \d+ passed, /.test(line)) return '#ffffff';
  return '#c9d1d9';
}

/** Columns stay columns: pictures fold ordinary spaces. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(' ', '\u00a0');
}
