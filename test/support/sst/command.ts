import { execFile } from 'node:child_process';
import { ecr } from './ecr.ts';
import { sstCommand } from './platform.ts';
import type { sstProject } from './project.ts';

/** Runs an SST command, `['diff', '--stage', 'test']`, in a project with an endpoint in AWS's place. @returns what it printed */
export async function sst(project: ReturnType<typeof sstProject>, endpoint: string, ...args: string[]) {
  const images = await ecr();
  const env = {
    ...process.env,
    ...project.environment,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_ECR: images.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
  };
  try {
    return await new Promise<{ code: number; out: string }>((resolve) => {
      const options = { cwd: project.folder, env, timeout: 240_000, maxBuffer: 64 << 20 };
      execFile(sstCommand, args, options, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code ?? 1) : 0, out: stdout + stderr });
      });
    });
  } finally {
    images.close();
  }
}
