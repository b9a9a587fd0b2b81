import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hidden, type Json, masked, redact } from '../../../core/cloudtrail/index.ts';
import { record } from '../../../rules/kit/index.ts';

describe('redacting a record', () => {
  it('masks secrets wherever they stand, and leaves the rest', () => {
    const made = record('CreateLoginProfile', {
      request: { userName: 'bob', password: 'hunter2', nested: [{ MasterUserPassword: 'hunter2' }] },
      response: { credentials: { accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 't' } },
    });
    expect(redact(made).requestParameters).toEqual({
      userName: 'bob',
      password: hidden,
      nested: [{ MasterUserPassword: hidden }],
    });
    expect(redact(made).responseElements).toEqual({
      credentials: { accessKeyId: 'ASIA1', secretAccessKey: hidden, sessionToken: hidden },
    });
  });

  it('masks the value of a SecureString and of nothing else', () => {
    expect(masked({ type: 'SecureString', name: 'p', value: 's' })).toEqual({
      type: 'SecureString',
      name: 'p',
      value: hidden,
    });
    expect(masked({ type: 'String', value: 's' })).toEqual({ type: 'String', value: 's' });
  });

  it('gives the very same record where there is nothing to hide', () => {
    const made = record('CreateUser', { request: { userName: 'bob' } });
    expect(redact(made)).toBe(made);
  });

  it('never lets a secret through, however deep, and changes nothing twice', () => {
    const secret = 'x-very-secret-x';
    const tree = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constant(1),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('value')),
        fc.constant({ secretString: secret }),
        fc.constant({ newPassword: [secret] }),
      ),
    })).value;
    fc.assert(
      fc.property(tree, (value) => {
        const once = masked(value);
        expect(JSON.stringify(once)).not.toContain(secret);
        expect(masked(once)).toEqual(once);
      }),
    );
  });
});
