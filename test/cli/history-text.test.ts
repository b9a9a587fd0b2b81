import { describe, expect, it } from 'vitest';
import { historyText } from '../../cli/history-text.ts';
import type { JsonObject } from '../../core/cloudtrail/index.ts';
import { normaliseItem, timelineOf } from '../../core/configuration-item/index.ts';

const item = (second: number, configuration: JsonObject) =>
  normaliseItem({
    configurationItemCaptureTime: new Date(Date.UTC(2026, 0, 1, 10, 0, second)).toISOString(),
    awsAccountId: '123456789012',
    awsRegion: 'us-east-1',
    resourceType: 'AWS::IAM::User',
    resourceId: 'AIDA1',
    configuration,
  });

const lines = (before: JsonObject, after: JsonObject) => {
  const items = [item(0, before), item(1, after)];
  return historyText(items, timelineOf(items, [])).split('\n').slice(4).join('\n').trim();
};

describe('a difference, as a person reads it', () => {
  it('says what of an element was edited', () => {
    const key = (id: string, status: string) => ({ accessKeyId: id, status, createDate: '2026-01-01T00:00:00Z' });
    expect(
      lines(
        { accessKeys: [key('A', 'Active'), key('B', 'Active')] },
        { accessKeys: [key('A', 'Inactive'), key('B', 'Active')] },
      ),
    ).toMatch(/^Configuration\.AccessKeys\.\d+\.Status: "Active" -> "Inactive"$/);
  });

  it('tells elements that have little in common as one gone and one new', () => {
    const group = (id: string, name: string) => ({ id, name });
    expect(lines({ groups: [group('1', 'a')] }, { groups: [group('2', 'b')] }).split('\n')).toHaveLength(2);
  });

  it('shows long texts from where they part', () => {
    const policy = (action: string) =>
      `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"${action}","Resource":"arn:aws:s3:::${'x'.repeat(90)}"}]}`;
    const text = lines({ policy: policy('s3:GetObject') }, { policy: policy('s3:PutObject') });
    expect(text).toMatch(/^Configuration\.Policy: ….{0,30}GetObject.* -> ….{0,30}PutObject/);
  });
});
