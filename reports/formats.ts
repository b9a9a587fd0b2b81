import type { Assessment } from './assess.ts';
import { csvReport } from './csv.ts';
import { asffReport } from './exchange/asff.ts';
import { junitReport } from './exchange/junit.ts';
import { markdownReport } from './exchange/markdown.ts';
import { ocsfReport } from './exchange/ocsf.ts';
import { sarifReport } from './exchange/sarif.ts';
import { htmlReport } from './html/index.ts';
import type { Language } from './texts.ts';

const WRITERS = {
  html: htmlReport,
  csv: csvReport,
  json: (assessment: Assessment) => `${JSON.stringify(assessment, undefined, 2)}\n`,
  ocsf: ocsfReport,
  asff: asffReport,
  sarif: sarifReport,
  junit: junitReport,
  md: markdownReport,
} satisfies Readonly<Record<string, (assessment: Assessment, language: Language) => string>>;

export type ReportFormat = keyof typeof WRITERS;

export const reportFormats = Object.keys(WRITERS) as readonly ReportFormat[];

/** An assessment as a document. The same assessment, format and language give the same bytes. */
export const formatReport = (assessment: Assessment, format: ReportFormat, language: Language): string =>
  WRITERS[format](assessment, language);
