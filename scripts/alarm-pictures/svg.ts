/** The few shapes the pictures are made of. Colours carry on light and dark pages alike. */

export const colours = {
  OK: '#2f9e5f',
  ALARM: '#d64545',
  INSUFFICIENT_DATA: '#8a8f98',
  line: '#8a8f98',
  mark: '#3b7dd8',
} as const;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const text = (
  x: number,
  y: number,
  content: string,
  {
    anchor = 'start',
    size = 12,
    fill = '#8a8f98',
  }: { anchor?: 'start' | 'middle' | 'end'; size?: number; fill?: string } = {},
) => `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${size}" fill="${fill}">${escaped(content)}</text>`;

export const box = (x: number, y: number, width: number, height: number, fill: string, more = '') =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="3" fill="${fill}"${more}/>`;

export const rule = (x1: number, y1: number, x2: number, y2: number, more = '') =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${colours.line}"${more}/>`;

export const dot = (x: number, y: number, fill: string) => `<circle cx="${x}" cy="${y}" r="5" fill="${fill}"/>`;

export const picture = (width: number, height: number, title: string, parts: readonly string[]) =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" role="img" font-family="sans-serif">`,
    `<title>${escaped(title)}</title>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
