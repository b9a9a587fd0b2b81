import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fill, oneLine, shellWord, subjectLine } from '../../../core/message/index.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom("'", '\n', '\r', '$', '`', ';', ' ', '\u202e', '\u0000', '-', 'é', '한', '😀') }),
);

describe('a name on one line', () => {
  it('shows what is plain as it is, in any language', () => {
    expect(oneLine('김철수 (운영) <kim@example.com>')).toBe('김철수 (운영) <kim@example.com>');
  });

  it('writes out line breaks, controls and what turns the direction of text', () => {
    expect(oneLine('a\r\nSubject: b\t\u202e\u0007')).toBe('a\\r\\nSubject: b\\t\\u{202e}\\u{7}');
  });

  it('is cut where it is too long, never within a character', () => {
    expect(oneLine('x'.repeat(300), 10)).toBe('xxxxxxxxx…');
    expect(oneLine('😀'.repeat(10), 4)).toBe('😀…');
  });

  it('never has a line break, a control, or more than its limit', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = oneLine(text, 40);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(shown.length).toBeLessThanOrEqual(40);
      }),
    );
  });
});

describe('a subject line', () => {
  it('is what SNS takes, for any text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const subject = subjectLine(`[HIGH] ${text}`);
        expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
      }),
    );
  });

  it('keeps letters where only an accent is foreign, and marks the rest', () => {
    expect(subjectLine('Café by 김')).toBe('Cafe by ?');
  });
});

describe('a value in a shell command', () => {
  it.each([
    ['mallory', 'mallory'],
    ['arn:aws:iam::123456789012:policy/ops', 'arn:aws:iam::123456789012:policy/ops'],
    ['two words', "'two words'"],
    ["x'; rm -rf ~", "'x'\\''; rm -rf ~'"],
    ['$(reboot)', "'$(reboot)'"],
  ])('%s becomes %s', (value, word) => {
    expect(shellWord(value)).toBe(word);
  });

  it.each(['', '--force', 'a\nb', 'a\u202eb', 'x'.repeat(600)])('%j is for nobody to paste', (value) => {
    expect(shellWord(value)).toBeUndefined();
  });
});

describe('filling a step', () => {
  const values = { actor: 'alice', about: "bob's", account: '123456789012', region: 'us-east-1', time: 'now' };

  it('quotes in the command and nowhere else', () => {
    expect(fill('Ask {about}: aws iam get-user --user-name {about}', values)).toBe(
      "Ask bob's: aws iam get-user --user-name 'bob'\\''s'",
    );
  });

  it('puts a harmless word in the command for a value nobody should paste', () => {
    expect(fill('aws iam get-user --user-name {about}', { ...values, about: '--cli-input-json' })).toBe(
      "aws iam get-user --user-name '<about>'",
    );
  });

  it('fills each placeholder once: what a value brings along stays as it is', () => {
    expect(fill('{actor} and {about}', { ...values, actor: '{about}' })).toBe("{about} and bob's");
  });

  it('leaves what is no placeholder', () => {
    expect(fill('{toString} {x}', values)).toBe('{toString} {x}');
  });
});
