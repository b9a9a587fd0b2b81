import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlarmRule, AlarmRuleError, alarmsOf, parseAlarmRule, ruleHolds } from '../../../../core/alarm/index.ts';

const holds = (text: string, ...alarming: string[]) =>
  ruleHolds(parseAlarmRule(text), (alarm) => (alarming.includes(alarm) ? 'ALARM' : 'OK'));

describe('a composite alarm rule', () => {
  it('joins states with AND, OR, NOT and parentheses', () => {
    expect(holds('ALARM(cpu) AND NOT ALARM(deploying)', 'cpu')).toBe(true);
    expect(holds('ALARM(cpu) AND NOT ALARM(deploying)', 'cpu', 'deploying')).toBe(false);
    expect(holds('(ALARM(cpu) OR ALARM(disk)) AND OK(net)', 'disk')).toBe(true);
  });

  it('binds AND tighter than OR', () => {
    expect(holds('ALARM(a) OR ALARM(b) AND ALARM(c)', 'a')).toBe(true);
    expect(holds('ALARM(a) AND ALARM(b) OR ALARM(c)', 'c')).toBe(true);
  });

  it('takes quoted names, ARNs, lower case and line breaks', () => {
    const arn = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:my alarm';
    expect(alarmsOf(parseAlarmRule(`alarm("${arn}")\n or ok('b (c)') OR ALARM(plain-name)`))).toEqual([
      arn,
      'b (c)',
      'plain-name',
    ]);
  });

  it('knows constants', () => {
    expect(holds('TRUE')).toBe(true);
    expect(holds('NOT TRUE OR FALSE')).toBe(false);
  });

  it('treats an alarm that does not exist as being in no state', () => {
    expect(ruleHolds(parseAlarmRule('OK(gone) OR ALARM(gone) OR INSUFFICIENT_DATA(gone)'), () => undefined)).toBe(
      false,
    );
  });

  for (const [text, column] of [
    ['ALARM(a) AND', 13],
    ['ALARM(a', 8],
    ['ALARM()', 7],
    ['ALARM(a) ALARM(b)', 10],
    ['BROKEN(a)', 1],
    ['ALARM("a)', 7],
    ['', 1],
  ] as const) {
    it(`names the column of the fault in ${JSON.stringify(text)}`, () => {
      expect(() => parseAlarmRule(text)).toThrow(AlarmRuleError);
      try {
        parseAlarmRule(text);
      } catch (error) {
        expect((error as AlarmRuleError).column).toBe(column);
      }
    });
  }

  it('counts alarms that are in a state, or are not, by number and by share', () => {
    expect(holds('AT_LEAST(2, ALARM, (a, b, c))', 'a')).toBe(false);
    expect(holds('AT_LEAST(2, ALARM, (a, b, c))', 'a', 'c')).toBe(true);
    expect(holds('AT_LEAST(60%, NOT OK, (a, b, "c d"))', 'a', 'c d')).toBe(true);
    expect(holds('AT_LEAST(67%, ALARM, (a, b, c)) OR ALARM(d)', 'a', 'b')).toBe(false);
    expect(alarmsOf(parseAlarmRule('AT_LEAST(1, OK, (a, b)) AND ALARM(a)'))).toEqual(['a', 'b']);
  });

  it('refuses to count what there cannot be', () => {
    for (const text of [
      'AT_LEAST(0, OK, (a))',
      'AT_LEAST(2, OK, (a))',
      'AT_LEAST(101%, OK, (a))',
      'AT_LEAST(1, OK, a)',
    ]) {
      expect(() => parseAlarmRule(text)).toThrow(AlarmRuleError);
    }
  });

  it('refuses more than 100 alarms and more than 500 elements', () => {
    const many = (count: number, part: (at: number) => string) =>
      Array.from({ length: count }, (_, at) => part(at)).join(' OR ');
    expect(alarmsOf(parseAlarmRule(many(100, (at) => `OK(a${at})`)))).toHaveLength(100);
    expect(() => parseAlarmRule(many(101, (at) => `OK(a${at})`))).toThrow('more than 100 alarms');
    expect(() => parseAlarmRule(many(500, () => 'TRUE'))).not.toThrow();
    expect(() => parseAlarmRule(many(501, () => 'TRUE'))).toThrow('more than 500 elements');
  });

  it('refuses nesting without end instead of overflowing the stack', () => {
    expect(() => parseAlarmRule(`${'('.repeat(5000)}TRUE${')'.repeat(5000)}`)).toThrow(AlarmRuleError);
    expect(() => parseAlarmRule(`${'NOT '.repeat(2500)}TRUE`)).toThrow(AlarmRuleError);
  });
});

const rules: fc.Arbitrary<AlarmRule> = fc.letrec<{ rule: AlarmRule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small' },
    fc.record({ kind: fc.constant('constant' as const), value: fc.boolean() }),
    fc.record({
      kind: fc.constant('state' as const),
      state: fc.constantFrom('ALARM' as const, 'OK' as const, 'INSUFFICIENT_DATA' as const),
      alarm: fc.string({ minLength: 1, maxLength: 8 }),
    }),
    fc.record({
      kind: fc.constant('atLeast' as const),
      threshold: fc.integer({ min: 1, max: 3 }),
      unit: fc.constantFrom('alarms' as const, 'percent' as const),
      state: fc.constantFrom('ALARM' as const, 'OK' as const, 'INSUFFICIENT_DATA' as const),
      inState: fc.boolean(),
      alarms: fc.array(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 3, maxLength: 5 }),
    }),
    fc.record({ kind: fc.constant('not' as const), rule: tie('rule') }),
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), left: tie('rule'), right: tie('rule') }),
  ),
})).rule;

const quoted = (alarm: string) => `"${alarm.replace(/["\\]/g, '\\$&')}"`;

const print = (rule: AlarmRule): string => {
  switch (rule.kind) {
    case 'constant':
      return rule.value ? 'TRUE' : 'FALSE';
    case 'state':
      return `${rule.state}(${quoted(rule.alarm)})`;
    case 'atLeast': {
      const threshold = `${rule.threshold}${rule.unit === 'percent' ? '%' : ''}`;
      return `AT_LEAST(${threshold}, ${rule.inState ? '' : 'NOT '}${rule.state}, (${rule.alarms.map(quoted).join(', ')}))`;
    }
    case 'not':
      return `NOT (${print(rule.rule)})`;
    default:
      return `(${print(rule.left)}) ${rule.kind.toUpperCase()} (${print(rule.right)})`;
  }
};

describe('any rule', () => {
  it('comes back from its text', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        expect(parseAlarmRule(print(rule))).toEqual(rule);
      }),
    );
  });

  it('is read or refused, never anything else', () => {
    const pieces = fc.constantFrom(
      'ALARM',
      'AT_LEAST',
      '2',
      ',',
      'OK',
      '(',
      ')',
      '"',
      "'",
      '\\',
      ' ',
      'AND',
      'OR',
      'NOT',
      'TRUE',
      'x',
      '\n',
      'é',
    );
    fc.assert(
      fc.property(
        fc.array(pieces).map((parts) => parts.join('')),
        (text) => {
          try {
            parseAlarmRule(text);
          } catch (error) {
            expect(error).toBeInstanceOf(AlarmRuleError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
