import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateWeek } from '../../samples/index.ts';
import { awsCommand } from '../support/aws-cli.ts';
import { blocksOf, DocsShell } from '../support/docs.ts';
import { testFolder } from '../support/folder.ts';
import { type Running, running } from '../support/running.ts';
import { smtpServer } from '../support/smtp.ts';

const PAGE = 'README.md';
const root = new URL('../../', import.meta.url);
const rooted = (path: string) => fileURLToPath(new URL(path, root));
const { folder, file } = testFolder();
const shell = new DocsShell(folder);
const blocks = blocksOf(PAGE);
const commands = blocks.filter(({ kind }) => kind === 'sh').flatMap(({ text }) => text.split('\n'));
const sources = blocks.filter(({ kind }) => kind === 'ts').map(({ text }) => text);

/** The one command of the page that begins so. */
function command(beginning: string): string {
  const [found = '', ...others] = commands.filter((line) => line.startsWith(beginning));
  expect([beginning, found !== '', others]).toEqual([beginning, true, []]);
  return found;
}

describe(`what ${PAGE} shows`, () => {
  let smtp: Awaited<ReturnType<typeof smtpServer>>;
  let up: Running;

  beforeAll(async () => {
    const { records } = generateWeek({ seed: 1, end: Date.UTC(2026, 10, 20) });
    const trail = 'AWSLogs/123456789012/CloudTrail/us-east-1/2026/11/20/123456789012_CloudTrail_us-east-1_x.json';
    file(trail, JSON.stringify({ Records: records }));
    file('records.ndjson', records.map((record) => JSON.stringify(record)).join('\n'));
    file('rules/role-created.ts', `${sources[0]}\n`);
    smtp = await smtpServer();
    const words = command('trailkeeper up ').split(' ').slice(1);
    const here = { './state': `${folder}/state`, 'smtp://127.0.0.1:1025': smtp.url };
    up = await running(...words.map((word) => here[word as keyof typeof here] ?? word), '--port', '0');
  });
  afterAll(async () => {
    await up.stop();
    await smtp.close();
  });

  /** A command against the engine of this test, where the page has the usual port. */
  const reaching = (line: string) => line.replace('http://127.0.0.1:4566', up.url);

  it('names no command that is not tried here', () => {
    const tried = ['npm', 'trailkeeper replay', 'trailkeeper check', 'trailkeeper test', 'trailkeeper compare'];
    tried.push('trailkeeper up', 'trailkeeper plan', 'trailkeeper apply', 'export', 'aws');
    tried.push('trailkeeper report', 'trailkeeper history');
    expect(commands.filter((line) => !tried.some((beginning) => line.startsWith(beginning)))).toEqual([]);
  });

  it('has scripts behind its npm commands', () => {
    const { scripts } = JSON.parse(readFileSync(rooted('package.json'), 'utf8')) as { scripts: object };
    const asked = commands.filter((line) => line.startsWith('npm ')).map((line) => line.split(' ')[1]);
    expect(asked).toEqual(['ci', 'start', 'test']);
    expect(scripts).toMatchObject({ start: expect.anything(), test: expect.anything() });
  });

  it('links to pages that are there', () => {
    const links = [...readFileSync(rooted(PAGE), 'utf8').matchAll(/\]\(([^)#]+)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !/^https?:/.test(link) && !existsSync(rooted(link)))).toEqual([]);
  });

  it('plays the week with the two flags it names', () => {
    const { output, code } = shell.run('npm run trailkeeper -- start --once --lang ko --port 0');
    expect([code, output]).toEqual([0, expect.stringContaining('IAM 사용자 생성')]);
  });

  it.each<[beginning: string, says: RegExp]>([
    ['trailkeeper replay', /ALERT +critical +CloudTrail stopped/],
    ['trailkeeper check', /^1 rule, 2 examples: all as they should be$/],
    [
      'trailkeeper test filter-pattern',
      /^\d+: matches\n {2}\$\.errorCode = "AccessDenied\*" +holds: it is "AccessDenied"/m,
    ],
    ['trailkeeper compare', /^the first covers the second: [^\n]*\n +only the first matches +\{"eventName":"/],
    ['trailkeeper report', /^CIS AWS Foundations 7.0: \d+ passed/],
    ['trailkeeper history', /^AWS::IAM::User \w+ \(svc-backup\)\n\n.* first recorded .*CreateUser\n/],
    ['trailkeeper plan --region', /ap-northeast-2/],
    ['trailkeeper plan --cost', /^about \$[\d.]+ a month/],
    ['trailkeeper apply', /./],
  ])('runs: %s', (beginning, says) => {
    const { output, code } = shell.run(reaching(command(beginning)));
    expect([output, code]).toEqual([expect.stringMatching(says), 0]);
    const page = { 'trailkeeper replay': 'replay.html', 'trailkeeper report': 'report.html' }[beginning];
    if (page) expect(readFileSync(`${folder}/${page}`, 'utf8')).toMatch(/^<!doctype html>/i);
  });

  it('tells the call to the engine by mail', async () => {
    const line = reaching(command('aws '));
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    if (awsCommand) expect(shell.run(`${command('export ')}\n${line}`)).toMatchObject({ code: 0 });
    else await new IAMClient({ endpoint: up.url, region: 'us-east-1', credentials }).send(userOf(line));
    // Other mails may come before: the address of a plain `apply` is asked to confirm, and when a minute ends in between,
    // an alarm tells of the trail that `apply` has just made.
    const told = '[MEDIUM] IAM user created: mallory by test';
    let mail = await smtp.next();
    while (mail.subject !== told) mail = await smtp.next();
    expect(mail.to).toEqual(['you@example.com']);
  });

  it('gives a test an engine', async () => {
    const engine = pathToFileURL(rooted('engine/published.ts')).href;
    const program = `${sources[1]?.replace('trailkeeper/engine', engine)}\nconsole.log(engine.url);\nawait engine.close();`;
    const script = file('engine.mts', program);
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const printed = (await child.stdout.toArray()).join('');
    expect(printed).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
  });
});

const userOf = (line: string) => new CreateUserCommand({ UserName: line.split(' ').at(-1) });
