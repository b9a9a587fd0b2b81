import { type AgentInstallation, DOWNLOAD, PROGRAM, shellWord, UNIT } from './installation.ts';

/**
 * Shell lines that install the program at `file` with `$node`. What is installed and running already is left alone, so that an
 * association may run them again and again.
 * @param parameter the SSM parameter's name
 */
export function installScript(
  { region, sha256 }: Pick<AgentInstallation, 'region' | 'sha256'>,
  file: string,
  parameter: string,
): string {
  const verified = sha256 ? `echo ${shellWord(`${sha256}  ${file}`)} | sha256sum -c --quiet -\n` : '';
  return `${verified}if cmp -s ${file} ${PROGRAM} &&
  grep -qwF -- ${shellWord(`ssm:${parameter}`)} ${UNIT} &&
  systemctl is-active --quiet trailkeeper-agent; then
  echo "trailkeeper-agent: this program runs with these settings already"
else
  "$node" ${file} agent install --ssm ${shellWord(parameter)} --region ${shellWord(region)}
fi
rm -rf ${DOWNLOAD}`;
}
