import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import type { Engine } from '../../engine/index.ts';
import { generateWeek, type Week } from '../../samples/index.ts';
import { UsageError } from '../errors.ts';
import { hostAgent } from '../host-agent.ts';
import { play } from '../play.ts';
import { Progress } from '../progress.ts';
import { type ServeFlags, serve, serveOptions } from '../serve.ts';
import { settingsOfEngine } from '../settings.ts';
import { reportOn } from '../start-report.ts';
import { startSummary } from '../start-summary.ts';
import { untilStopped } from '../stopped.ts';
import { Told } from '../told.ts';

interface StartFlags extends ServeFlags {
  readonly once?: boolean;
  readonly seed: string;
  readonly data?: string;
  readonly agent?: string | true;
}

const WEEK = 7 * 24 * 60 * 60 * 1000;
/** The plan is applied before the week begins, so that what is told of the making itself is told by then. */
const BEFORE = 60 * 60 * 1000;

/** `trailkeeper start`: the engine, and in it the week of a made-up account, up to now. */
export function startCommand(): Command {
  return serveOptions(new Command('start'))
    .description(
      'start the engine with the week of a made-up account played into it: alerts, alarms and mails, from nothing',
    )
    .option('--once', 'end after the summary')
    .option('--seed <text>', 'another seed, another week', 'trailkeeper')
    .option(
      '--data <dir>',
      'where state and mails are kept, a folder without an account; a new temporary one without it',
    )
    .option(
      '--agent [file]',
      'also send this host\u2019s own logs and metrics into it, or what a settings file of the agent says',
    )
    .addHelpText('after', '\nExample:\n  trailkeeper start --once --lang ko')
    .action(start);
}

async function start(flags: StartFlags): Promise<void> {
  const began = performance.now();
  const end = Math.floor(Date.now() / 1000) * 1000;
  const settings = await settingsOfEngine(flags);
  const { homeRegion: region } = settings;
  const data = folderFor(flags.data);
  const agent = flags.agent === undefined ? undefined : await hostAgent(flags.agent, data);
  const week = generateWeek({ seed: flags.seed, end, account: flags.account, region });
  const engine = await serve({ ...flags, data, clock: 'virtual', startAt: end - WEEK - BEFORE, apply: true });
  try {
    const told = await playWeek(engine, week, end);
    engine.clock.follow();
    const report = await reportOn(engine, settings, data);
    const seconds = (performance.now() - began) / 1000;
    process.stdout.write(
      startSummary({ week, told, report, seconds, inbox: path.join(data, 'inbox'), smtp: flags.smtp }),
    );
    if (flags.once) await agent?.once(engine, region);
  } catch (error) {
    await engine.close();
    throw error;
  }
  if (flags.once) {
    await engine.close();
    return;
  }
  agent?.start(engine, region);
  process.stdout.write(`${reachable(engine.url, region)}${agent?.told ?? ''}`);
  await untilStopped({ close: () => Promise.resolve(agent?.stop()).then(() => engine.close()) });
}

/**
 * The folder a week is played into: a new one, or a named one without an account. A second history under the first would be told in part,
 * as alerts already sent are not sent again.
 * @throws UsageError
 */
function folderFor(named: string | undefined): string {
  if (named === undefined) return mkdtempSync(path.join(tmpdir(), 'trailkeeper-'));
  if (!existsSync(path.join(named, 'engine.db'))) return named;
  throw new UsageError(
    `--data: ${named} already holds an account; give start another folder, or go on with this one: trailkeeper up --data ${named}`,
  );
}

async function playWeek(engine: Engine, week: Week, end: number): Promise<Told> {
  await engine.clock.advanceTo(end - WEEK);
  const told = new Told(engine);
  const progress = new Progress(week.records.length);
  await play(engine, week, end, (done) => progress.at(done, 'records'));
  progress.end();
  return told;
}

const reachable = (url: string, region: string): string => `
ready ${url}

It stays up until Ctrl-C. Try it as you would AWS:

  export AWS_ENDPOINT_URL=${url} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=${region}
  aws cloudwatch describe-alarms --state-value ALARM --query 'MetricAlarms[].[AlarmName,StateReason]'
  aws cloudtrail lookup-events --region us-east-1 --lookup-attributes AttributeKey=EventName,AttributeValue=CreateUser
  aws iam create-user --user-name mallory      # and look at ${url} for the mail
`;
