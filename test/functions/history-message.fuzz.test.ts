import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../core/cloudtrail/index.ts';
import { configMessage } from '../../functions/history/message.ts';
import { RefusedError } from '../../functions/shared/parsed.ts';
import { thing } from '../engine/services/config/given-channel.ts';

const message = JSON.parse(
  JSON.stringify({ messageType: 'ConfigurationItemChangeNotification', configurationItem: thing('i-1') }),
) as JsonObject;
const parts = ['messageType', 'configurationItem', 'configurationItemSummary', 'detail', 'Message', 'source'];

/** A message, and a notification around it, with parts replaced by anything. */
const broken = fc
  .tuple(fc.constantFrom(...parts), fc.jsonValue({ maxDepth: 3 }))
  .map(([name, value]) => ({ ...message, [name]: value as Json }));

describe('a message of Config', () => {
  it('is read or refused by name, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(broken, fc.jsonValue({ maxDepth: 4 }), fc.string()), fc.boolean(), (given, isText) => {
        try {
          const read = configMessage((isText ? JSON.stringify(given) : given) as Json);
          expect(['item', 'oversized', 'other']).toContain(read.kind);
        } catch (error) {
          expect(error).toBeInstanceOf(RefusedError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([0, 1, 2, 3])('may come through %i topics, as a text or not', (topics) => {
    let wrapped: Json = message;
    for (let n = 0; n < topics; n++) wrapped = { Type: 'Notification', Message: JSON.stringify(wrapped) };

    for (const given of [wrapped, JSON.stringify(wrapped)]) {
      expect(configMessage(given)).toMatchObject({ kind: 'item', item: { resourceId: 'i-1' } });
    }
  });
});
