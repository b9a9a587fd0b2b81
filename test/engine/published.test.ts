import { afterEach, describe, expect, it, vi } from 'vitest';

const builtin = vi.hoisted(() => ({ sqlite: true }));
vi.mock('node:module', async (original) => ({
  ...(await original<typeof import('node:module')>()),
  isBuiltin: () => builtin.sqlite,
}));
const { EngineStartError, startEngine } = await import('../../engine/published.ts');

describe("the engine in other people's tests", () => {
  afterEach(() => {
    builtin.sqlite = true;
  });

  it('runs in their process', async () => {
    const engine = await startEngine({ clock: 'virtual' });
    expect(await (await fetch(`${engine.url}/_trailkeeper/health`)).json()).toMatchObject({ status: 'ok' });
    await engine.close();
  });

  it('says which Node it needs where that has no database', async () => {
    builtin.sqlite = false;
    await expect(startEngine()).rejects.toThrow(EngineStartError);
    await expect(startEngine()).rejects.toThrow(/^trailkeeper\/engine needs Node 22\.13 .*this is \d+\./);
  });
});
