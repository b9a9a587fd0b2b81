import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../core/cloudtrail/index.ts';
import { ItemError, normaliseItem, queryRow, readItems } from '../../../core/configuration-item/index.ts';
import { sharedData, sharedPath } from '../../support/shared.ts';

const event = {
  configurationItemVersion: '1.3',
  configurationItemCaptureTime: '2026-01-02T03:04:05.678Z',
  configurationStateId: 1700000000000,
  awsAccountId: '123456789012',
  configurationItemStatus: 'OK',
  resourceType: 'AWS::S3::Bucket',
  resourceId: 'books',
  resourceName: 'books',
  ARN: 'arn:aws:s3:::books',
  awsRegion: 'us-east-1',
  availabilityZone: 'Regional',
  configurationStateMd5Hash: '',
  resourceCreationTime: '2025-01-02T03:04:05.000Z',
  relatedEvents: [],
  relationships: [{ resourceType: 'AWS::KMS::Key', resourceId: 'k', name: 'Is encrypted by Key' }],
  configuration: { name: 'books' },
  supplementaryConfiguration: { BucketVersioningConfiguration: { status: 'Off' } },
  tags: { env: 'prod' },
};

/** As GetResourceConfigHistory answers it. */
const api = {
  version: '1.3',
  accountId: '123456789012',
  configurationItemCaptureTime: 1767323045.678,
  configurationItemStatus: 'OK',
  configurationStateId: '1700000000000',
  configurationItemMD5Hash: '',
  arn: 'arn:aws:s3:::books',
  resourceType: 'AWS::S3::Bucket',
  resourceId: 'books',
  resourceName: 'books',
  awsRegion: 'us-east-1',
  availabilityZone: 'Regional',
  resourceCreationTime: 1735787045,
  tags: { env: 'prod' },
  relatedEvents: [],
  relationships: [{ resourceType: 'AWS::KMS::Key', resourceId: 'k', relationshipName: 'Is encrypted by Key' }],
  configuration: '{"name":"books"}',
  supplementaryConfiguration: { BucketVersioningConfiguration: '{"status":"Off"}' },
};

/** As a snapshot file has it. */
const file = {
  ...event,
  configurationStateId: undefined,
  configurationStateID: '1700000000000',
  availabilityZone: undefined,
  availibilityZone: 'Regional',
};

describe('a configuration item', () => {
  it.each([
    ['a rule gets', event],
    ['the API answers', api],
    ['a file has', file],
    ['a query answers', queryRow(normaliseItem(event))],
  ])('is the same in the spelling %s', (_, spelled) => {
    const item = normaliseItem(JSON.parse(JSON.stringify(spelled)));
    expect(item).toEqual(normaliseItem(event));
    expect(item).toMatchObject(event);
  });

  it('is found in whatever wraps it', () => {
    const message = { messageType: 'ConfigurationItemChangeNotification', configurationItem: event };
    for (const wrapped of [
      message,
      { Type: 'Notification', Message: JSON.stringify(message) },
      { source: 'aws.config', detail: message },
      { invokingEvent: JSON.stringify(message) },
      { Records: [{ Sns: { Message: JSON.stringify(message) } }] },
      { configurationItems: [event] },
      [event],
    ]) {
      expect(readItems(wrapped as unknown as Json)).toEqual({ items: [normaliseItem(event)], refused: [] });
    }
  });

  it.each([
    [{ ...event, resourceId: undefined, resourceName: undefined }, 'resourceId is missing'],
    [{ ...event, configurationItemCaptureTime: 'yesterday' }, 'configurationItemCaptureTime is no time: "yesterday"'],
    [{ ...event, configurationItemStatus: 'Fine' }, 'configurationItemStatus is none of'],
    [{ ...event, configuration: 'not json' }, 'configuration is a text'],
    [{ messageType: 'ScheduledNotification' }, 'ScheduledNotification carries no item'],
    [{ configurationItemSummary: {}, s3DeliverySummary: { s3BucketLocation: 'b/k' } }, 'import it from b/k'],
  ])('is refused with its reason: %#', (given, reason) => {
    const [refused] = readItems(JSON.parse(JSON.stringify(given))).refused;
    expect(refused?.reason).toContain(reason);
  });

  it('never comes out of any JSON but as an item or a reason', () => {
    const fields = fc.record(
      Object.fromEntries(
        Object.entries(event).map(([key, value]) => [key, fc.oneof(fc.constant(value), fc.jsonValue())]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fields, fc.jsonValue()), (given) => {
        const { items } = readItems(JSON.parse(JSON.stringify(given)));
        for (const item of items) expect(normaliseItem(JSON.parse(JSON.stringify(item)))).toEqual(item);
      }),
    );
  });
});

describe.skipIf(!sharedData)("AWS's and the rule kit's samples", () => {
  it.each([
    ['docs_samples', 9],
    ['rdk_example_ci', 76],
    ['rule-events', 18],
  ])('%s are read, or refused with a reason', (folder, expected) => {
    let items = 0;
    const root = sharedPath(`config/${folder}`);
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.json')) continue;
      const document = jsonIn(readFileSync(`${root}/${name}`, 'utf8'));
      if (document === undefined) continue;
      const read = readItems(document);
      items += read.items.length;
      for (const { reason } of read.refused) expect(reason, name).toMatch(/missing|no time|carries no item|too large/);
    }
    expect(items).toBe(expected);
  });
});

function jsonIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

it('tells what it refuses from what goes wrong', () => {
  expect(() => normaliseItem(null)).toThrow(ItemError);
});
