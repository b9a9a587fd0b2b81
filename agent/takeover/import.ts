import { AgentError } from '../errors.ts';
import { findInstance } from '../host/instance.ts';
import { agentLog } from '../log.ts';
import { State } from '../logs/state.ts';
import { usualStateFolder } from '../run.ts';
import { loadSettings } from '../settings/load.ts';
import { readAwslogsState, takeOverAwslogs } from './awslogs.ts';
import type { TakeOver } from './report.ts';
import { readUnifiedState, takeOverUnified } from './unified.ts';

const local = () => Promise.reject(new AgentError('a take-over needs the settings file itself, not ssm:'));

/** Where the old agent's packages keep its state. */
const USUAL_STATE = '/var/lib/awslogs/agent-state';

/**
 * Takes over from awslogs.
 * @throws AgentError when its state or settings cannot be read
 */
export async function importAwslogs(options: {
  readonly config: string;
  readonly state?: string | undefined;
  readonly into?: string | undefined;
  readonly acknowledged: boolean;
}): Promise<TakeOver> {
  const { settings, awslogsState } = await loadSettings([options.config], local);
  const states = await readAwslogsState(options.state ?? awslogsState ?? USUAL_STATE);
  return withState(options.into, async (state, now) =>
    takeOverAwslogs(states, settings.logs?.files ?? [], state, await findInstance(1), options.acknowledged, now),
  );
}

/**
 * Takes over from the unified agent.
 * @throws AgentError when its state or settings cannot be read
 */
export async function importUnified(options: {
  readonly config: readonly string[];
  readonly state: string;
  readonly into?: string | undefined;
}): Promise<TakeOver> {
  const { settings } = await loadSettings(options.config, local);
  const offsets = readUnifiedState(options.state);
  return withState(options.into, async (state, now) =>
    takeOverUnified(offsets, settings.logs?.files ?? [], state, await findInstance(1), now),
  );
}

async function withState(
  into: string | undefined,
  act: (state: State, now: number) => Promise<TakeOver>,
): Promise<TakeOver> {
  const state = State.open(into ?? usualStateFolder(), agentLog(undefined));
  try {
    return await act(state, Date.now());
  } finally {
    state.close();
  }
}
