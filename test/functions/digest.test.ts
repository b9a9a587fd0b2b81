import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Finding, windowId, windowStart } from '../../core/incident/index.ts';
import { context, givenHandlers, NOW } from './given.ts';

const { published } = await givenHandlers();
const { handler } = await import('../../functions/digest.ts');
const { taken } = await import('../../functions/incidents/windows.ts');

type Input = Parameters<typeof handler>[0];

const handle = (input: object) => handler(input as Input, context);

let number = 0;
const finding = (about: string, more: Partial<Finding> = {}): Finding => ({
  kind: 'alert',
  rule: 'iam-user-created',
  account: '123456789012',
  id: `event-${number++}`,
  time: Date.now(),
  incident: { who: 'mallory', what: 'CreateUser', about },
  key: about,
  ...more,
});

/** A window of findings, and its name. */
async function given(findings: readonly Finding[]): Promise<{ window: string }> {
  for (const one of findings) await taken(one, Date.now());
  return { window: windowId(findings[0]!, windowStart(Date.now())) };
}

beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
afterAll(() => void vi.useRealTimers());
beforeEach(() => {
  published();
  process.env.LANGUAGE = 'en';
  vi.setSystemTime(Date.now() + 3600_000);
});

describe('the digest handler', () => {
  it('sums up what was not told: how often, when, who, what, and an event of each', async () => {
    vi.setSystemTime(NOW + 24 * 3600_000);
    number = 0;
    const due = await given([finding('a'), finding('a'), finding('a'), finding('b'), finding('b')]);

    await handle(due);

    const message = published().find(({ Subject }) => Subject?.includes('more'));
    expect(message?.Subject).toBe('[MEDIUM] 3 more: IAM user created by mallory');
    expect(message?.MessageAttributes?.kind?.StringValue).toBe('digest');
    expect(message?.Message).toMatchInlineSnapshot(`
      "[MEDIUM] IAM user created: 3 more

      In the window of time below, 2 incidents were told one by one. This is the sum of the rest: repetitions of them, and what came when there were too many.

      Count    3
      First    2026-01-06 08:36:16 UTC
      Last     2026-01-06 08:36:16 UTC
      Window   2026-01-06 08:30:00 UTC - 2026-01-06 08:45:00 UTC
      Who      mallory
      Account  123456789012

      What it was
      - 2 times CreateUser on a by mallory; event event-1
      - 1 time CreateUser on b by mallory; event event-4

      Rule      iam-user-created
      Controls  nist-800-53-r5:AC-2, isms-p:2.5.1

      Each event is in CloudTrail: aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventId,AttributeValue=ID"
    `);
  });

  it('speaks Korean where that is asked for', async () => {
    process.env.LANGUAGE = 'ko';
    const due = await given([finding('a'), finding('a')]);

    await handle(due);

    expect(published().at(-1)?.Message).toMatch(
      /^\[보통\] IAM 사용자 생성: 1건 추가\n\n아래 시간대에 1건은 개별 알림으로/,
    );
  });

  it('names a Config rule by what its control asks for', async () => {
    const broken = (about: string) =>
      finding(about, {
        kind: 'compliance',
        rule: 'trailkeeper-root-account-mfa-enabled',
        incident: { what: 'NON_COMPLIANT', about },
      });

    await handle(await given([broken('x'), broken('x')]));

    expect(published().at(-1)?.Subject).toMatch(/^\[CRITICAL\] 1 more: /);
  });

  it('is sent once, and tells nobody where nothing was left', async () => {
    const due = await given([finding('a'), finding('a')]);
    const quiet = await given([finding('c', { rule: 'access-key-created' })]);

    await handle(due);
    await handle(due);

    expect(published()).toHaveLength(1);
    expect(await handle(quiet)).toEqual({ messageId: null });
    expect(published()).toEqual([]);
  });

  it('refuses what is no end of a window, with the reason', async () => {
    await expect(handle({ window: 'alert' })).rejects.toThrow(/^the event is not the end of a window: /);
  });
});
