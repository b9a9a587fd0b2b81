import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Running, running } from '../support/running.ts';
import { smtpServer } from '../support/smtp.ts';

let folder: string;
let up: Running | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'trailkeeper-auth-'));
  writeFileSync(path.join(folder, 'keys.json'), JSON.stringify({ AKIAIOSFODNN7EXAMPLE: 'the-secret' }));
});
afterEach(async () => {
  await up?.kill();
  rmSync(folder, { recursive: true, force: true });
});

describe('an engine that verifies signatures', () => {
  it('applies the plan, tells its alerts, and lets only those in who have a key', async () => {
    const smtp = await smtpServer();
    up = await running(
      ...['up', '--memory', '--port', '0', '--auth', path.join(folder, 'keys.json'), '--smtp', smtp.url],
    );
    const client = (secretAccessKey: string) => ({
      endpoint: up!.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey },
    });
    const { Rules } = await new EventBridgeClient(client('the-secret')).send(new ListRulesCommand({}));
    expect(Rules?.length).toBeGreaterThan(20);
    await expect(new EventBridgeClient(client('another')).send(new ListRulesCommand({}))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
    // The handler signs with its role's own keys.
    await new IAMClient(client('the-secret')).send(new CreateUserCommand({ UserName: 'mallory' }));
    expect((await smtp.next()).subject).toBe('[MEDIUM] IAM user created: mallory by AKIAIOSFODNN7EXAMPLE');
    await smtp.close();
  });
});
