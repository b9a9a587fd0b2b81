import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { normaliseItem } from '../../core/configuration-item/index.ts';
import { objectBody, objectKey } from '../../functions/history/object.ts';
import { thing } from '../engine/services/config/given-channel.ts';

const page = readFileSync(new URL('../../docs/config-history.md', import.meta.url), 'utf8');
const item = normaliseItem(JSON.parse(JSON.stringify(thing('i-1'))));

describe('the table for Athena', () => {
  it('has a column for each field of a line', () => {
    const [, columns = ''] = /CREATE EXTERNAL TABLE config_history \(\n(.*?)\n\)/s.exec(page) ?? [];
    const line = JSON.parse(gunzipSync(objectBody(item, null)).toString()) as object;

    expect(columns.split('\n').map((column) => column.trim().split(' ')[0])).toEqual(Object.keys(line));
  });

  it('looks for partitions where objects are', () => {
    const [, template = ''] = /s3:\/\/BUCKET\/(config-history\/account=[^']+)'/.exec(page) ?? [];
    const values: Record<string, string> = {
      account: '123456789012',
      region: 'us-east-1',
      resource_type: 'AWS::EC2::Instance',
      date: '2026-01-10',
    };

    const folder = template.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

    expect(objectKey(item).startsWith(folder)).toBe(true);
  });
});
