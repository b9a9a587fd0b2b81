import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accountOf,
  actorKey,
  actorOf,
  asRecord,
  type CloudTrailRecord,
  eventOf,
  originOf,
  outcomeOf,
  RecordError,
  redact,
  resourcesOf,
  subjectOf,
} from '../../../core/cloudtrail/index.ts';
import { alarmMessage, alertMessage } from '../../../core/message/index.ts';
import { alerts } from '../../../rules/catalogue.ts';
import { record } from '../../../rules/kit/index.ts';

const identityFields = [
  'type',
  'principalId',
  'arn',
  'accountId',
  'accessKeyId',
  'userName',
  'invokedBy',
  'sessionContext',
];
const types = ['Root', 'IAMUser', 'AssumedRole', 'Role', 'AWSService', 'AWSAccount', 'IdentityCenterUser', 'toString'];
const anything = fc.jsonValue({ maxDepth: 3 });
const identity = fc.oneof(
  anything,
  fc.record(Object.fromEntries(identityFields.map((name) => [name, anything])), { requiredKeys: [] }),
  fc.record({ type: fc.constantFrom(...types), arn: anything, sessionContext: anything }, { requiredKeys: ['type'] }),
);
const optional = Object.keys(record('CreateUser')).filter(
  (name) => !/^(eventTime|eventSource|eventName|awsRegion)$/.test(name),
);
const malformed = fc
  .record(
    {
      ...Object.fromEntries(
        [...optional, 'errorCode', 'errorMessage', 'resources', 'additionalEventData'].map((name) => [name, anything]),
      ),
      userIdentity: identity,
    },
    { requiredKeys: [] },
  )
  .map((odd) => ({ ...record('CreateUser'), ...odd }) as unknown as CloudTrailRecord);

describe('a record whose fields are anything at all', () => {
  it('is still read: nothing throws, and every text is a text', () => {
    fc.assert(
      fc.property(malformed, (odd) => {
        const actor = actorOf(odd);
        expect(typeof actor.name).toBe('string');
        expect(typeof actorKey(actor)).toBe('string');
        expect(typeof accountOf(odd)).toBe('string');
        expect(eventOf(odd).source).toBe('aws.iam');
        expect(['succeeded', 'denied', 'failed']).toContain(outcomeOf(odd).kind);
        expect(
          [...resourcesOf(odd), subjectOf(odd) ?? { name: '' }].every(({ name }) => typeof name === 'string'),
        ).toBe(true);
        expect(['string', 'undefined']).toContain(typeof originOf(odd).client);
        redact(odd);
      }),
      { numRuns: 2000 },
    );
  });

  it('still makes a message', () => {
    const transition = {
      alarmName: 'a',
      from: 'OK',
      to: 'ALARM',
      reason: '',
      time: '',
      account: '',
      region: '',
    } as const;
    fc.assert(
      fc.property(malformed, fc.constantFrom(...alerts), (odd, rule) => {
        expect(alertMessage({ rule, record: odd, about: rule.about(odd), lang: 'both' }).subject).toMatch(
          /^[\x20-\x7e]+$/,
        );
        expect(alarmMessage({ transition, records: [odd], lang: 'ko' }).body).toContain('CreateUser');
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused or is a record', () => {
    fc.assert(
      fc.property(fc.oneof(anything, malformed), (value) => {
        try {
          expect(asRecord(value)).toMatchObject({ eventName: 'CreateUser' });
        } catch (error) {
          expect(error).toBeInstanceOf(RecordError);
        }
      }),
    );
  });
});
