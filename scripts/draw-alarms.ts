/** Draws the pictures of `docs/alarms.md` out of the functions they explain: `node scripts/draw-alarms.ts`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { alarmPictures } from './alarm-pictures/pictures.ts';

for (const [name, svg] of Object.entries(alarmPictures())) {
  writeFileSync(fileURLToPath(new URL(`../docs/${name}`, import.meta.url)), svg);
}
