import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FilterSet, parseFilterPattern } from '../../../core/filter-pattern/index.ts';
import { Simulation, simulated } from '../../../core/simulate/index.ts';
import { generateWeek } from '../../../samples/index.ts';

const { records } = generateWeek({ seed: 11, end: Date.UTC(2026, 5, 5) });
const sample = records.filter((_, index) => index % 7 === 0 || index > records.length - 120);

/** Conditions on fields known from a record's kind, and on others. */
const condition = fc.constantFrom(
  '$.eventName = "CreateUser"',
  '$.eventName = "Describe*"',
  '$.eventName != "AssumeRole"',
  '$.errorCode = "AccessDenied*"',
  '$.errorCode = "*Unauthorized*"',
  '$.errorCode NOT EXISTS',
  '$.errorCode != "x"',
  '$.readOnly IS TRUE',
  '$.userIdentity.type = "IAMUser"',
  '$.userIdentity.invokedBy NOT EXISTS',
  '$.userIdentity NOT EXISTS',
  '$.userIdentity.* = "AssumedRole"',
  '$.sourceIPAddress = %^198\\.51%',
  '$.awsRegion = "us-east-1"',
  '$.requestParameters.userName = "svc-backup"',
  '$.additionalEventData.MFAUsed != "Yes"',
  '$.responseElements IS NULL',
);
const expression = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2 },
    condition,
    fc.tuple(tie('any'), fc.constantFrom('&&', '||'), tie('any')).map(([a, joined, b]) => `(${a}) ${joined} (${b})`),
  ),
})).any;
const pattern = fc.oneof(
  expression.map((text) => `{ ${text} }`),
  fc.constantFrom('AccessDenied', '?CreateUser ?StopLogging', '-iam', ' '),
);

describe('filters of a simulation', () => {
  it('match what the patterns match, whatever is decided before a record is read', () => {
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 5 }), (texts) => {
        const parsed = texts.flatMap((text) => {
          try {
            return [parseFilterPattern(text)];
          } catch {
            return []; // too many wildcards or regexes for AWS
          }
        });
        const found: string[] = [];
        const simulation = new Simulation(
          { filters: parsed.map((one, index) => ({ id: String(index), pattern: one })), alarms: [], alerts: [] },
          { onMatch: ({ id }, { eventID }) => found.push(`${eventID} ${id}`) },
        );
        const set = new FilterSet(parsed);
        const expected: string[] = [];
        for (const record of sample) {
          const one = simulated(record);
          simulation.play(one);
          for (const index of set.match(one.text)) expected.push(`${one.eventID} ${index}`);
        }
        expect(found).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});
