import { describe, expect, it } from 'vitest';
import type { CloudTrailRecord } from '../../../core/cloudtrail/index.ts';
import { recordParameters, recordTime } from '../../../core/cloudtrail/made-record.ts';
import { type TrailScope, trailTakes } from '../../../core/cloudtrail/trail.ts';

const trail: TrailScope = {
  homeRegion: 'eu-west-1',
  multiRegion: false,
  includeGlobalServices: true,
  logging: true,
  selectors: [],
  advanced: [],
};

const record = (more: Partial<CloudTrailRecord> = {}): CloudTrailRecord => ({
  eventTime: '2026-11-21T00:00:00Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'RunInstances',
  awsRegion: 'eu-west-1',
  readOnly: false,
  managementEvent: true,
  ...more,
});

const put = record({
  eventSource: 's3.amazonaws.com',
  eventName: 'PutObject',
  managementEvent: false,
  eventCategory: 'Data',
  resources: [
    { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::logs/a/b.gz' },
    { type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::logs', accountId: '1' },
  ],
});

describe('a trail of one region', () => {
  it('takes what happens there, and what global services do', () => {
    const iam = record({ eventSource: 'iam.amazonaws.com', awsRegion: 'us-east-1' });

    expect(trailTakes(trail, record())).toBe(true);
    expect(trailTakes(trail, record({ awsRegion: 'us-west-2' }))).toBe(false);
    expect(trailTakes({ ...trail, multiRegion: true }, record({ awsRegion: 'us-west-2' }))).toBe(true);
    expect(trailTakes(trail, iam)).toBe(true);
    expect(trailTakes({ ...trail, includeGlobalServices: false }, iam)).toBe(false);
    expect(trailTakes({ ...trail, logging: false }, record())).toBe(false);
  });

  it('takes management events alone unless selectors say otherwise', () => {
    const of = (values: string[]): TrailScope => ({
      ...trail,
      selectors: [
        {
          readWriteType: 'WriteOnly',
          includeManagementEvents: true,
          dataResources: [{ type: 'AWS::S3::Object', values }],
          excludedSources: ['kms.amazonaws.com'],
        },
      ],
    });

    expect(trailTakes(trail, put)).toBe(false);
    expect(trailTakes(of(['arn:aws:s3']), put)).toBe(true);
    expect(trailTakes(of(['arn:aws:s3:::logs/']), put)).toBe(true);
    expect(trailTakes(of(['arn:aws:s3:::logs/a']), put)).toBe(true);
    expect(trailTakes(of(['arn:aws:s3:::other/']), put)).toBe(false);
    expect(trailTakes(of([]), record({ readOnly: true }))).toBe(false);
    expect(trailTakes(of([]), record({ eventSource: 'kms.amazonaws.com' }))).toBe(false);
  });

  it('takes what one of its advanced selectors meets in every field', () => {
    const advanced = [
      [
        { field: 'eventCategory', equals: ['Data'] },
        { field: 'resources.type', equals: ['AWS::S3::Object'] },
        { field: 'resources.ARN', startsWith: ['arn:aws:s3:::logs/'], notEndsWith: ['.tmp'] },
        { field: 'readOnly', equals: ['false'] },
      ],
    ];

    expect(trailTakes({ ...trail, advanced }, put)).toBe(true);
    expect(trailTakes({ ...trail, advanced }, record())).toBe(false);
    const temporary = { ...put, resources: [{ type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::logs/x.tmp' }] };
    expect(trailTakes({ ...trail, advanced }, temporary)).toBe(false);
  });
});

describe('a request as records show it', () => {
  it('has small first letters, written-out times and no bytes', () => {
    const shown = recordParameters({
      UserName: 'kim',
      CreateDate: new Date('2021-07-29T13:10:42Z'),
      Code: { ZipFile: new Uint8Array([1]), Runtime: 'nodejs24.x' },
      Tags: [{ Key: 'a', Value: 'b' }],
      Nothing: undefined,
    });

    expect(shown).toEqual({
      userName: 'kim',
      createDate: 'Jul 29, 2021 1:10:42 PM',
      code: { runtime: 'nodejs24.x' },
      tags: [{ key: 'a', value: 'b' }],
    });
    expect(recordParameters({})).toBeUndefined();
    expect(recordTime(Date.UTC(2026, 0, 1))).toBe('Jan 1, 2026 12:00:00 AM');
  });
});
