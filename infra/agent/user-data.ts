import { FETCH_SCRIPT } from './fetch-script.ts';
import { installScript } from './install-script.ts';
import { type AgentInstallation, DOWNLOAD, s3Endpoint, shellWord } from './installation.ts';
import { NODE_SCRIPT } from './node-script.ts';

/**
 * User data of an EC2 instance: a shell script that brings Node where there is none, gets the agent from the bucket with the instance's
 * role, and installs it with settings from SSM. It may run again. Its only `${}` are those of the settings, so that the text can go
 * through `Fn::Sub`.
 * @see AWS, "Run commands when you launch an EC2 instance with user data input": at most 16 KB
 */
export function agentUserData(installation: AgentInstallation): string {
  const { region, bucket, key, parameter } = installation;
  const file = `${DOWNLOAD}/agent.cjs`;
  return `#!/bin/sh
# Installs the Trailkeeper host agent.
set -eu

${NODE_SCRIPT}

mkdir -p -m 700 ${DOWNLOAD}
"$node" - ${[region, s3Endpoint(region), bucket, key, file].map(shellWord).join(' ')} <<'FETCH'
${FETCH_SCRIPT}
FETCH
${installScript(installation, file, parameter)}
`;
}
