import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alarmPictures } from '../../scripts/alarm-pictures/pictures.ts';

describe('the pictures of docs/alarms.md', () => {
  for (const [name, svg] of Object.entries(alarmPictures())) {
    it(`${name} shows what the code does now (node scripts/draw-alarms.ts draws it again)`, () => {
      expect(readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')).toBe(svg);
    });
  }
});
