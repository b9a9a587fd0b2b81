import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { systemReason } from '../../../core/faults/system-reason.ts';

const failing = (path: string): unknown => {
  try {
    return readFileSync(path);
  } catch (error) {
    return error;
  }
};

describe('what the system says is wrong with a file', () => {
  it.each([
    ['/nowhere/at/all', 'no such file or directory'],
    ['/', 'illegal operation on a directory'],
    ['/etc/passwd/x', 'not a directory'],
  ])('of %s is in words: %s', (path, reason) => expect(systemReason(failing(path))).toBe(reason));

  it('is any other message as it is', () => {
    expect(systemReason(new Error('unexpected end of file'))).toBe('unexpected end of file');
    expect(systemReason('no error at all')).toBe('no error at all');
  });
});
