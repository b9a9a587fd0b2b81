import { run } from './run.ts';

// The launcher that started this process on another Node is its only tie to the terminal: when it is gone, this ends too.
if (process.env.TRAILKEEPER_LAUNCHED && process.channel) {
  process.on('disconnect', () => process.exit(1));
  process.channel.unref();
}

// A reader that has seen enough (`| head`) is no fault: nothing more is written, and nothing said.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

const code = await run(process.argv.slice(2));
if (code !== 0) process.exitCode = code;
