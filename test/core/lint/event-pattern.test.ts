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
