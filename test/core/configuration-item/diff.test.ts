import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConfigurationItem, diffOf } from '../../../core/configuration-item/index.ts';

const item = (more: Partial<ConfigurationItem>): ConfigurationItem => ({
  configurationItemVersion: '1.3',
  configurationItemCaptureTime: '2026-01-05T08:30:00.000Z',
  configurationStateId: 1,
  awsAccountId: '123456789012',
  configurationItemStatus: 'OK',
  resourceType: 'AWS::EC2::Volume',
  resourceId: 'vol-1',
  awsRegion: 'us-east-1',
  relatedEvents: [],
  relationships: [],
  configuration: {},
  supplementaryConfiguration: {},
  tags: {},
  ...more,
});

describe('the difference between two configuration items', () => {
  it('names replaced values by their path, each name with a capital', () => {
    const before = item({ configuration: { state: { name: 'available' }, size: 8 }, tags: { Name: 'a' } });
    const now = item({ configuration: { state: { name: 'in-use' }, size: 8 }, tags: {} });

    expect(diffOf(before, now)).toEqual({
      changeType: 'UPDATE',
      changedProperties: {
        'Configuration.State.Name': { previousValue: 'available', updatedValue: 'in-use', changeType: 'UPDATE' },
        'Tags.Name': { previousValue: 'a', updatedValue: null, changeType: 'DELETE' },
      },
    });
  });

  it('numbers a list’s elements that are gone and then the new ones, as AWS does', () => {
    const before = item({ configuration: { networkInterfaces: [{ id: 1 }, { id: 2 }] } });
    const now = item({ configuration: { networkInterfaces: [{ id: 2 }, { id: 3 }] } });

    expect(diffOf(before, now).changedProperties).toEqual({
      'Configuration.NetworkInterfaces.0': { previousValue: { id: 1 }, updatedValue: null, changeType: 'DELETE' },
      'Configuration.NetworkInterfaces.1': { previousValue: null, updatedValue: { id: 3 }, changeType: 'CREATE' },
    });
  });

  it('is a creation without an item before or after a deletion, and a deletion at the end', () => {
    const gone = item({ configurationItemStatus: 'ResourceDeleted', configuration: null });

    expect(diffOf(undefined, item({}))).toEqual({ changeType: 'CREATE', changedProperties: {} });
    expect(diffOf(gone, item({})).changeType).toBe('CREATE');
    expect(diffOf(item({}), gone).changeType).toBe('DELETE');
  });

  it('is none between equal items, whatever the order of their keys and list elements', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.integer()), (object, list) => {
        const json = JSON.parse(JSON.stringify(object)) as ConfigurationItem['supplementaryConfiguration'];
        const turned = Object.fromEntries(Object.entries(json).reverse());
        const before = item({ supplementaryConfiguration: json, configuration: { list } });
        const now = item({ supplementaryConfiguration: turned, configuration: { list: list.toReversed() } });

        expect(diffOf(before, now)).toEqual({ changeType: 'NONE', changedProperties: {} });
      }),
    );
  });
});
