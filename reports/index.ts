/** Reports: a framework's controls against what an account says of itself, as documents. */
export { type AssessedControl, type Assessment, assess, type ControlStatus, statuses, tally } from './assess.ts';
export { formatReport, type ReportFormat, reportFormats } from './formats.ts';
export { type Framework, frameworks } from './frameworks/index.ts';
export { type Language, statusText } from './texts.ts';
