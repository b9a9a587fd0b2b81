import { describe, expect, it } from 'vitest';
import { lintEventPattern } from '../../../core/lint/index.ts';

const iam = { detail: { eventSource: ['iam.amazonaws.com'], eventName: ['CreateUser'] } };
const reading = { detail: { eventSource: ['kms.amazonaws.com'], eventName: ['ListKeys', 'CreateKey'] } };

describe('linting an event pattern', () => {
  it('says that a global service never reaches a rule outside us-east-1', () => {
    expect(lintEventPattern(iam, { region: 'ap-northeast-2', allManagementEvents: false })).toMatchObject([
      { lint: 'never-sent', message: expect.stringContaining('us-east-1') },
    ]);
    expect(lintEventPattern(iam, { region: 'us-east-1', allManagementEvents: false })).toEqual([]);
  });

  it('says that calls that only read need the rule to be enabled for all management events', () => {
    expect(lintEventPattern(reading, { region: 'us-east-1', allManagementEvents: false })).toMatchObject([
      { lint: 'never-sent', message: expect.stringContaining('ListKeys') },
    ]);
    expect(lintEventPattern(reading, { region: 'us-east-1', allManagementEvents: true })).toEqual([]);
  });

  it('says nothing of what it cannot know', () => {
    const pattern = { detail: { eventSource: [{ prefix: 'iam' }], eventName: [{ prefix: 'Get' }] } };
    expect(lintEventPattern(pattern, { region: 'eu-west-1', allManagementEvents: false })).toEqual([]);
  });
});

const lints = (pattern: object, region = 'us-east-1') =>
  lintEventPattern(pattern, { region, allManagementEvents: false }).map(({ lint }) => lint);
const messages = (pattern: object, region = 'us-east-1') =>
  lintEventPattern(pattern, { region, allManagementEvents: false }).map(({ message }) => message);

describe('how far an event pattern goes', () => {
  it.each([
    [{ source: [{ prefix: '' }] }],
    [{ source: [{ wildcard: '*' }], region: [{ suffix: '' }] }],
    [{ account: [{ exists: true }] }],
    [{ source: ['aws.iam', { 'anything-but': ['aws.iam'] }] }],
    [{ detail: { errorCode: [{ exists: true }, { exists: false }] } }],
    [{ $or: [{ source: ['aws.iam'] }, { region: [{ prefix: '' }] }] }],
  ])('says that %j matches everything', (pattern) => {
    expect(lints(pattern)).toEqual(['matches-everything']);
  });

  it.each([
    [{ account: [123456789012] }, 'account is never 123456789012: it is always a text'],
    [{ source: [null] }, 'source is never null'],
    [{ region: [{ exists: false }] }, 'region is never absent'],
    [{ detail: { eventName: [{ numeric: ['>', 1] }] } }, 'detail.eventName is never > 1'],
    [{ detail: { readOnly: ['true'] } }, 'detail.readOnly is never "true": it is true or false'],
  ])('says that %j matches nothing', (pattern, said) => {
    expect(lints(pattern)).toEqual(['matches-nothing']);
    expect(messages(pattern)[0]).toContain(said);
  });

  it.each([
    [{ source: ['aws.iam'] }],
    [{ source: [{ 'anything-but': ['aws.iam'] }] }],
    [{ account: ['123456789012', 5] }],
    [{ detail: { readOnly: [true], eventName: [{ exists: false }] } }],
    [{ detail: { responseElements: [null] } }],
  ])('says nothing of %j', (pattern) => {
    expect(lints(pattern)).toEqual([]);
  });
});

describe('names no event has', () => {
  const type = { 'detail-type': ['AWS API Call via CloudTrail'] };

  it.each([
    [{ Source: ['aws.iam'] }, 'did you mean source?'],
    [{ ...type, detail: { eventname: ['CreateUser'] } }, 'did you mean eventName?'],
    [{ ...type, detail: { userIdentity: { usrName: ['a'] } } }, 'did you mean userIdentity.userName?'],
  ])('are told with what may be meant: %j', (pattern, meant) => {
    const [finding] = lintEventPattern(pattern, { region: 'us-east-1', allManagementEvents: false });
    expect(finding).toMatchObject({ lint: 'unknown-field', todo: expect.stringContaining(meant) });
  });

  it("are not known of events that are not CloudTrail's", () => {
    expect(lints({ source: ['my.app'], detail: { eventname: ['x'] } })).toEqual([]);
  });
});

describe('events a rule is never sent', () => {
  it.each([
    [{ source: ['aws.iam'] }, 'iam.amazonaws.com reaches EventBridge in us-east-1 alone'],
    [
      { $or: [{ source: ['aws.organizations'] }, { source: ['aws.ec2'] }] },
      'organizations.amazonaws.com reaches EventBridge in us-east-1 alone',
    ],
    [{ source: ['aws.ec2'], region: ['us-west-2'] }, 'a rule in eu-west-1 never sees one of us-west-2'],
    [
      { source: ['aws.signin'], detail: { awsRegion: ['us-east-1'] } },
      "a sign-in reaches EventBridge in its record's awsRegion",
    ],
    [
      { detail: { eventSource: ['signin.amazonaws.com'], userIdentity: { type: ['Root'] } } },
      'the sign-in of root reaches EventBridge in us-east-1 alone',
    ],
  ])('elsewhere: %j', (pattern, said) => {
    expect(messages(pattern, 'eu-west-1')).toEqual([expect.stringContaining(said)]);
  });

  it.each([
    [{ source: ['aws.signin'] }],
    [{ source: ['aws.iam', 'aws.ec2'] }],
    [{ source: ['aws.ec2'], region: ['eu-west-1', 'us-west-2'] }],
  ])('but not %j', (pattern) => {
    expect(messages(pattern, 'eu-west-1')).toEqual([]);
  });

  it.each([
    [{ detail: { eventSource: ['ec2.amazonaws.com'], eventName: [{ prefix: 'Describe' }] } }, 'starts with "Describe"'],
    [{ detail: { eventSource: ['sts.amazonaws.com'], eventName: ['GetCallerIdentity'] } }, 'GetCallerIdentity'],
  ])('for only reading: %j', (pattern, said) => {
    expect(messages(pattern)).toEqual([expect.stringContaining(said)]);
  });

  it.each([
    [{ detail: { eventSource: ['sts.amazonaws.com'], eventName: ['GetSessionToken'] } }],
    [{ detail: { eventSource: ['s3.amazonaws.com'], eventName: ['GetObject'] } }],
    [{ detail: { eventName: [{ prefix: 'Get' }] } }],
    [{ 'detail-type': ['AWS Service Event via CloudTrail'], detail: { eventName: ['GetKey'] } }],
  ])('but not for %j', (pattern) => {
    expect(messages(pattern)).toEqual([]);
  });
});

describe('wildcards of an event pattern', () => {
  const stacks = (count: number) => ({
    detail: { stack: Array.from({ length: count }, (_, at) => ({ wildcard: `*:stack/${'abc'[at]}/*` })) },
  });

  it('are told when they come near to what EventBridge refuses', () => {
    expect(lints(stacks(1))).toEqual([]);
    expect(messages(stacks(3))).toEqual([expect.stringMatching(/come to 9 of the 10/)]);
  });
});
