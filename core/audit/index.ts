/** Records as an audit asks for them, and what they come to by the minute. */
export { type AuditEvent, type AuditKind, auditEventOf } from './event.ts';
export {
  AUDIT_NAMESPACE,
  type AuditMetric,
  type AuditMinute,
  auditMetrics,
  auditMinutes,
  embedded,
} from './metrics.ts';
