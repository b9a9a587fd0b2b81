import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // These only end what hangs: how long a test takes on a busy machine says nothing about what it tests.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
