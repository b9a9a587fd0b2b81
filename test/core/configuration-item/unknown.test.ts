import { describe, expect, it } from 'vitest';
import type { Json } from '../../../core/cloudtrail/index.ts';
import {
  guarded,
  normaliseItem,
  UNKNOWN,
  UnknownValue,
  unknownIn,
  unlessUnknown,
} from '../../../core/configuration-item/index.ts';

const item = (configuration: object, unknown: readonly string[]) => ({
  configuration: configuration as { readonly [name: string]: Json | undefined },
  supplementaryConfiguration: { [UNKNOWN]: unknown } as { readonly [name: string]: Json | undefined },
});

describe('an item that does not know everything', () => {
  const user = guarded(
    item({ name: 'bob', keys: [{ id: 1 }, { id: 2 }], inner: { a: 1 }, all: [1] }, [
      'configuration.*',
      'configuration.keys.*',
      'configuration.inner.b',
    ]),
  ).configuration;

  it('gives what it knows', () => {
    expect(user.name).toBe('bob');
    expect(user.all).toEqual([1]);
    expect((user.inner as { a: number }).a).toBe(1);
    expect((user.inner as { c?: number }).c).toBeUndefined();
  });

  it('throws at what it does not know, naming it', () => {
    const read = (judge: () => unknown) => (unlessUnknown(judge) as UnknownValue).path;
    expect(read(() => user.groups)).toBe('configuration.groups');
    expect(read(() => (user.inner as { b?: number }).b)).toBe('configuration.inner.b');
    expect(read(() => Object.keys(user))).toBe('configuration.*');
    expect(read(() => 'groups' in user)).toBe('configuration.groups');
    expect(read(() => JSON.stringify(user.inner))).toBe('configuration.inner.b');
  });

  it('searches a list as far as it is known', () => {
    const keys = user.keys as readonly { id: number }[];
    expect(keys.some(({ id }) => id === 2)).toBe(true);
    expect(
      keys
        .filter(({ id }) => id > 1)
        .map(({ id }) => id * 2)
        .includes(4),
    ).toBe(true);
    expect(keys.every(({ id }) => id > 1)).toBe(false);
    expect(keys.find(({ id }) => id === 1)).toEqual({ id: 1 });
    const opens: (() => unknown)[] = [
      () => keys.some(({ id }) => id === 3),
      () => keys.every(({ id }) => id > 0),
      () => keys.find(({ id }) => id === 3),
      () => keys.length,
      () => [...keys],
      () => keys[2],
      () => JSON.stringify(keys),
    ];
    for (const open of opens) expect(unlessUnknown(open)).toBeInstanceOf(UnknownValue);
  });

  it('lets other errors through', () => {
    expect(() =>
      unlessUnknown(() => {
        throw new TypeError('x');
      }),
    ).toThrow(TypeError);
  });

  it('keeps what it does not know in every spelling of an item', () => {
    const given = {
      configurationItemCaptureTime: '2026-01-01T00:00:00Z',
      accountId: '123456789012',
      awsRegion: 'us-east-1',
      resourceType: 'AWS::S3::Bucket',
      resourceId: 'b',
      configuration: '{}',
      supplementaryConfiguration: { [UNKNOWN]: '["configuration.*"]' },
    };
    expect(unknownIn(normaliseItem(given))).toEqual(['configuration.*']);
  });
});
