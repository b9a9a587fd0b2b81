import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConfigurationItem, isDeleted, queryRow } from '../../../../core/configuration-item/index.ts';
import { CurrentRows } from '../../../../engine/services/config/current-rows.ts';
import { thing } from './given-channel.ts';

/** A store of current items, and how often it was read. */
function given() {
  const items = new Map<string, ConfigurationItem>();
  let reads = 0;
  const rows = new CurrentRows(function* () {
    reads++;
    for (const [, item] of [...items].sort(([a], [b]) => (a < b ? -1 : 1))) yield JSON.stringify(item);
  });
  return {
    items,
    reads: () => reads,
    rows: () => [...rows.of('s', 'AWS::EC2::Instance')],
    put(item: ConfigurationItem) {
      if (isDeleted(item)) items.delete(item.resourceId);
      else items.set(item.resourceId, item);
      return rows.put('s', item, JSON.stringify(item).length);
    },
  };
}

describe('rows for queries', () => {
  it('are what the store has, whatever is recorded between two queries', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), size: fc.nat(5) }),
        fc.constant('delete' as const),
        fc.constant('undo' as const),
        fc.constant('ask' as const),
      ),
      { maxLength: 30 },
    );

    fc.assert(
      fc.property(steps, (all) => {
        const store = given();
        for (const step of all) {
          if (step === 'ask') store.rows();
          else if (step === 'delete')
            store.put(thing('a', { configurationItemStatus: 'ResourceDeleted', configuration: null }));
          else if (step === 'undo') {
            const before = store.items.get('b');
            const undo = store.put(thing('b', { configuration: { undone: true } }));
            if (before) store.items.set('b', before);
            else store.items.delete('b');
            undo();
          } else store.put(thing(step.id, { configuration: { size: step.size } }));
        }
        const sorted = [...store.items].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => queryRow(item));
        expect(JSON.parse(JSON.stringify(store.rows()))).toEqual(JSON.parse(JSON.stringify(sorted)));
      }),
    );
  });

  it('are read once', () => {
    const store = given();
    store.put(thing('a'));

    store.rows();
    store.put(thing('b'));

    expect(store.rows()).toHaveLength(2);
    expect(store.reads()).toBe(1);
  });

  it('are not kept where they are too many', () => {
    const store = given();
    store.put(thing('a', { configuration: { text: 'x'.repeat(33_000_000) } }));

    expect([store.rows().length, store.rows().length]).toEqual([1, 1]);
    expect(store.reads()).toBe(2);
  });
});
