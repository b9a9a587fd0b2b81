import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Language, languagesOf } from '../../core/message/index.ts';
import { type Assessment, formatReport } from '../../reports/index.ts';
import { language, required } from '../shared/environment.ts';

// By path: a bucket's name with dots has no certificate of its own, and an engine has no names at all.
const s3 = new S3Client({ forcePathStyle: true });

/** A document of a report, made when it is written. */
export interface ReportFile {
  /** `reports/123456789012/us-east-1/cis-aws-3.0/2026/01/05/063000.en.html` */
  readonly key: string;
  readonly type: string;
  readonly text: () => string;
}

/** The documents of an assessment: for people in each language that is asked for, for programs once. */
export function filesOf(assessment: Assessment): ReportFile[] {
  const { accountId, region, framework, readAt } = assessment;
  const [day, time] = [readAt.slice(0, 10).replaceAll('-', '/'), readAt.slice(11, 19).replaceAll(':', '')];
  const stem = `reports/${accountId}/${region}/${framework}/${day}/${time}`;
  return [
    ...languagesOf(language()).flatMap((lang: Language): ReportFile[] => [
      {
        key: `${stem}.${lang}.html`,
        type: 'text/html; charset=utf-8',
        text: () => formatReport(assessment, 'html', lang),
      },
      {
        key: `${stem}.${lang}.csv`,
        type: 'text/csv; charset=utf-8',
        text: () => formatReport(assessment, 'csv', lang),
      },
    ]),
    { key: `${stem}.json`, type: 'application/json', text: () => formatReport(assessment, 'json', 'en') },
  ];
}

/** Writes a document into the bucket of `REPORTS_BUCKET`. @returns where it lies: `s3://bucket/key` */
export async function written({ key, type, text }: ReportFile): Promise<string> {
  const Bucket = required('REPORTS_BUCKET');
  await s3.send(new PutObjectCommand({ Bucket, Key: key, Body: text(), ContentType: type }));
  return `s3://${Bucket}/${key}`;
}
