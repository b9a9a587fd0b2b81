import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compactJson,
  parseTargetPath,
  TargetPathError,
  templateFault,
  transform,
  valueAt,
} from '../../../core/event-target/index.ts';

const event = JSON.stringify({
  version: '0',
  id: 'an-id',
  'detail-type': 'a type',
  source: 'app',
  account: '123456789012',
  time: '2026-11-21T00:00:00Z',
  region: 'us-east-1',
  resources: [],
  detail: {
    command: 'update-account',
    payload: { acc_id: '0a787ecb-4015', sf_id: 'baz' },
    listsingle: ['HIGH'],
    listmulti: ['ACTIVE', 'INACTIVE'],
    valid: true,
    quoted: 'say "hi"',
  },
});

const paths = {
  payload: '$.detail.payload',
  userId: '$.detail.payload.acc_id',
  listsingle: '$.detail.listsingle',
  listmulti: '$.detail.listmulti',
  systemstring: '$.detail.awsAccountId',
  valid: '$.detail.valid',
  quoted: '$.detail.quoted',
};

const made = (template: string) =>
  transform(
    { paths, template },
    { event, ruleArn: 'arn:aws:events:us-east-1:1:rule/r', ruleName: 'r', ingestionTime: '2026-11-21T00:00:01Z' },
  );

describe('an input template', () => {
  // The cases and their outcomes are those recorded from AWS.
  it.each([
    [
      '"Payload of <payload> with path users/<userId>"',
      '"Payload of {acc_id:0a787ecb-4015,sf_id:baz} with path users/0a787ecb-4015"',
    ],
    [
      '{"method": "PUT", "id": <userId>, "body": <payload>}',
      '{"method": "PUT", "id": "0a787ecb-4015", "body": {"acc_id":"0a787ecb-4015","sf_id":"baz"}}',
    ],
    ['{"bod": [<userId>, "hardcoded"]}', '{"bod": ["0a787ecb-4015", "hardcoded"]}'],
    ['{"id" : "<userId>"}', '{"id" : "0a787ecb-4015"}'],
    ['"<listsingle> single"\n"<listmulti> multiple"', '"[HIGH] single"\n"[ACTIVE,INACTIVE] multiple"'],
    ['{"singlelistitem": <listsingle>}', '{"singlelistitem": ["HIGH"]}'],
    ['"<systemstring> account"', '" account"'],
    ['{"command": <systemstring>}', '{"command": ""}'],
    ['{"multi": "users/<userId>/second/<userId>"}', '{"multi": "users/0a787ecb-4015/second/0a787ecb-4015"}'],
    ['"Command is <valid>!"', '"Command is true!"'],
    ['"{[/Check of <userId>"', '"{[/Check of 0a787ecb-4015"'],
    ['"<aws.events.rule-arn> <aws.events.rule-name>"', '"arn:aws:events:us-east-1:1:rule/r r"'],
  ])('%s', (template, expected) => {
    expect(made(template)).toBe(expected);
  });

  it('stays JSON whatever a value holds', () => {
    expect(JSON.parse(made('{"text": "he did <quoted>", "value": <quoted>}'))).toEqual({
      text: 'he did say "hi"',
      value: 'say "hi"',
    });
  });

  it('shows the event whole, or its envelope alone', () => {
    const { detail, 'detail-type': detailType, ...rest } = JSON.parse(event);

    expect(JSON.parse(made('<aws.events.event.json>'))).toEqual(JSON.parse(event));
    expect(JSON.parse(made('<aws.events.event>'))).toEqual({ ...rest, detailType });
    expect(detail).toBeDefined();
  });

  it.each([
    ['"<userId> <notdefinedkey>"', 'invalid placeholder notdefinedkey'],
    ['"<userId> <aws.events.rule-arn>"', undefined],
    ['{"e": <aws.events.event.json>}', undefined],
    ['"<aws.events.event.json>"', 'placeholder aws.events.event.json valid only for JSON template'],
    ['[<aws.events.event.json>]', 'placeholder aws.events.event.json valid only for JSON template'],
  ])('%s: %s', (template, fault) => {
    expect(templateFault({ paths, template })).toBe(fault);
  });
});

describe('a target path', () => {
  it.each([
    ['$', { a: [{ b: 1 }, { b: 2 }] }],
    ['$.a[1].b', 2],
    ['$.a[*].b', [1, 2]],
    ['$.a[0]', { b: 1 }],
    ['$.none', undefined],
    ['$.a.length', undefined],
  ])('%s', (path, expected) => {
    expect(valueAt({ a: [{ b: 1 }, { b: 2 }] }, parseTargetPath(path))).toEqual(expected);
  });

  it.each(["$['a'][0]", '$.a["b"]', 'a', '$a', '$.'])('%s is none', (path) => {
    expect(() => parseTargetPath(path)).toThrow(TargetPathError);
  });

  it('is read or refused, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\$[a-z.[\]*'"0-9]{0,12}$/)), (text) => {
        try {
          valueAt({ a: [1] }, parseTargetPath(text));
        } catch (error) {
          expect(error).toBeInstanceOf(TargetPathError);
        }
      }),
    );
  });
});

describe('JSON without its blanks', () => {
  it('means the same, and loses no digit', () => {
    expect(compactJson('{ "n" : 12345678901234567890, "s" : "a  \\" b" }')).toBe(
      '{"n":12345678901234567890,"s":"a  \\" b"}',
    );
    fc.assert(
      fc.property(fc.json(), (text) => {
        const spaced = JSON.stringify(JSON.parse(text), null, 2);
        expect(JSON.parse(compactJson(spaced))).toEqual(JSON.parse(text));
        expect(compactJson(spaced)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });
});
