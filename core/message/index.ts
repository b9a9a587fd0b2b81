export { type AlarmInput, type AlarmStateValue, type AlarmTransition, alarmMessage } from './alarm.ts';
export { type AlertInput, type AlertTexts, alertMessage, type Message } from './alert.ts';
export {
  type ComplianceInput,
  type ComplianceState,
  type ComplianceTexts,
  type ComplianceTransition,
  complianceMessage,
  tellsOfCompliance,
} from './compliance.ts';
export { alarmLink } from './console.ts';
export { type Values, valuesOn } from './datapoints.ts';
export { type DigestInput, digestMessage } from './digest.ts';
export { fill, namesIn, type Placeholders, placeholders } from './fill.ts';
export { oneLine, shellWord, subjectLine } from './safe.ts';
export { tellsOfAlarm } from './tells.ts';
export {
  type Language,
  type Languages,
  languagesOf,
  type Severity,
  type Steps,
  severities,
  type Text,
} from './text.ts';
export { describeActor, describeOrigin, describeOutcome, describeTime, words } from './words.ts';
