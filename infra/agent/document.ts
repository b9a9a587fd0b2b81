import { installScript } from './install-script.ts';
import { type AgentInstallation, DOWNLOAD, s3Endpoint } from './installation.ts';
import { NODE_SCRIPT } from './node-script.ts';

/** The one platform it is for. */
const precondition = { StringEquals: ['platformType', 'Linux'] } as const;

/** Of a parameter in Parameter Store. */
const NAME = '^[A-Za-z0-9_.\\-/]{1,1011}$';

/**
 * An SSM Command document (schema 2.2, JSON) that installs the agent on instances and on hosts outside AWS that SSM manages, brings it up
 * to date, or takes it away: for Run Command, or for an association that may run it again and again. Its only `${}` are those of the
 * settings, so that the text can go through `Fn::Sub`.
 * @see AWS, "Command document plugin reference": aws:downloadContent, aws:runShellScript
 */
export function agentDocument(installation: AgentInstallation): string {
  const { region, bucket, key, parameter } = installation;
  const file = `${DOWNLOAD}/agent.cjs`;
  const document = {
    schemaVersion: '2.2',
    description: 'Installs the Trailkeeper host agent, brings it up to date, or takes it away.',
    parameters: {
      Action: {
        type: 'String',
        description: 'What is to be done.',
        allowedValues: ['Install', 'Uninstall'],
        default: 'Install',
      },
      Settings: {
        type: 'String',
        description: 'The SSM parameter with the settings of the agent.',
        allowedPattern: NAME,
        default: parameter,
      },
    },
    mainSteps: [
      {
        action: 'aws:downloadContent',
        name: 'getAgent',
        precondition,
        inputs: {
          sourceType: 'S3',
          sourceInfo: JSON.stringify({ path: `${s3Endpoint(region)}/${bucket}/${key}` }),
          destinationPath: file,
        },
      },
      {
        action: 'aws:runShellScript',
        name: 'install',
        precondition,
        inputs: { timeoutSeconds: '900', runCommand: script(installation, file).split('\n') },
      },
    ],
  };
  return JSON.stringify(document, null, 2);
}

const script = (installation: AgentInstallation, file: string): string => `#!/bin/sh
set -eu

${NODE_SCRIPT}

if [ '{{ Action }}' = Uninstall ]; then
  "$node" ${file} agent uninstall
  rm -rf ${DOWNLOAD}
  exit 0
fi
${installScript(installation, file, '{{ Settings }}')}`;
