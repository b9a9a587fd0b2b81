import { afterEach } from 'vitest';
import { type Engine, type EngineOptions, startEngine } from '../../engine/index.ts';

const running: Engine[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((engine) => engine.close()));
});

/** An engine of the test's own, closed after it. */
export async function engine(options: EngineOptions = {}): Promise<Engine> {
  const started = await startEngine({ testHooks: true, ...options });
  running.push(started);
  return started;
}

/** What an SDK client needs to reach it. */
export const clientOptions = (to: Pick<Engine, 'url'>, region = 'us-east-1') => ({
  endpoint: to.url,
  region,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
});
