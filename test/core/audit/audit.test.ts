import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuditEvent, auditEventOf, auditMetrics, auditMinutes, embedded } from '../../../core/audit/index.ts';
import { asRecord } from '../../../core/cloudtrail/index.ts';
import { embeddedMetrics } from '../../../core/metric/index.ts';
import { record } from '../../../rules/kit/index.ts';

describe('an audit event', () => {
  it('says through which role, from where and on what, whatever the service', () => {
    const event = auditEventOf({
      ...record('PutBucketPolicy', { source: 's3.amazonaws.com', request: { bucketName: 'books' } }),
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::123456789012:assumed-role/deploy/run-1',
        sessionContext: { sessionIssuer: { userName: 'deploy' } },
      },
      resources: [{ ARN: 'arn:aws:s3:::books', type: 'AWS::S3::Bucket' }],
      errorCode: 'AccessDenied',
    });

    expect(event).toMatchObject({
      service: 's3',
      action: 'PutBucketPolicy',
      kind: 'change',
      outcome: 'denied',
      errorCode: 'AccessDenied',
      actor: 'run-1',
      role: 'deploy',
      about: 'books',
      resources: ['arn:aws:s3:::books'],
    });
  });

  it('can be made of any record', () => {
    const fields = fc.record({
      eventTime: fc.string(),
      eventSource: fc.string(),
      eventName: fc.string(),
      userIdentity: fc.jsonValue(),
      requestParameters: fc.jsonValue(),
      resources: fc.jsonValue(),
      errorCode: fc.jsonValue(),
    });
    fc.assert(fc.property(fields, (value) => auditEventOf(asRecord(value)).action === value.eventName));
  });
});

describe('the metrics of audit events', () => {
  it('are taken by CloudWatch from the line as they were counted', () => {
    const at = (seconds: number, name: string) =>
      auditEventOf({ ...record(name), eventTime: new Date(Date.UTC(2026, 0, 5, 8, 30, seconds)).toISOString() });
    const events = fc.array(
      fc
        .tuple(fc.integer({ min: 0, max: 300 }), fc.constantFrom('CreateUser', 'ListUsers'))
        .map(([s, name]) => at(s, name)),
    );
    fc.assert(
      fc.property(events, (list: AuditEvent[]) => {
        const minutes = auditMinutes(list);
        const values = minutes.flatMap((minute) => embeddedMetrics(JSON.stringify(embedded(minute))));
        expect(values).toHaveLength(minutes.length * auditMetrics.length);
        const calls = values.filter(({ name }) => name === 'Calls');
        expect(calls.reduce((sum, { value }) => sum + value, 0)).toBe(list.length);
        expect(calls.map(({ timestamp }) => timestamp)).toEqual(minutes.map(({ minute }) => minute));
      }),
    );
  });
});
