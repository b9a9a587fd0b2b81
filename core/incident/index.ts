/** Which findings are told at once, and which in the digest of their window. */
export { type Finding, type Incident, incidentKey } from './incident.ts';
export { findingOf } from './of-record.ts';
export { findingOfVerdict } from './of-verdict.ts';
export {
  type Counted,
  counting,
  digestDue,
  type IncidentWindow,
  isTold,
  MOST_LISTED,
  MOST_TOLD,
  type Rest,
  WINDOW,
  windowId,
  windowStart,
} from './window.ts';
export { type Digest, IncidentWindows } from './windows.ts';
