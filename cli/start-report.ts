import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Suppression } from '../core/suppression/index.ts';
import type { Engine } from '../engine/index.ts';
import { type Assessment, formatReport, type Language } from '../reports/index.ts';
import { assessmentOf } from './assessment.ts';

export interface StartReport {
  readonly assessment: Assessment;
  /** Where it was written; two files for two languages. */
  readonly files: readonly string[];
}

interface ReportSettings {
  readonly homeRegion: string;
  /** `both`: a file in each. */
  readonly language: Language | 'both';
  readonly suppressions?: readonly Suppression[];
}

/** The report of an engine's account, as its own APIs tell it, written into its data folder in the language of its messages. */
export async function reportOn(
  engine: Engine,
  { homeRegion: region, language, suppressions }: ReportSettings,
  folder: string,
): Promise<StartReport> {
  const credentials = engine.credentials('trailkeeper');
  const client = { endpoint: engine.url, region, credentials };
  const assessment = await assessmentOf(client, { suppressions, now: engine.clock.now() });
  const languages = language === 'both' ? (['en', 'ko'] as const) : [language];
  const files = languages.map((each) => {
    const file = path.join(folder, languages.length === 1 ? 'report.html' : `report-${each}.html`);
    writeFileSync(file, formatReport(assessment, 'html', each));
    return file;
  });
  return { assessment, files };
}
