import { run } from './run.ts';

// The launcher that started this process on another Node is its only tie to the terminal: when it is gone, this ends too.
if (process.env.TRAILKEEPER_LAUNCHED && process.channel) {
  process.on('disconnect', () => process.exit(1));
  process.channel.unref();
}

const code = await run(process.argv.slice(2));
if (code !== 0) process.exitCode = code;
