import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { measured, type Taken } from './measured.ts';

/** Tuned for speed: chunks of 1 MB, 200 MB of them in memory, ten flushes a second, a parser for the timestamp as the agent has one. */
const settings = (folder: string, file: string, port: number): string => `[SERVICE]
    Flush 0.1
    Log_Level error
    Parsers_File ${path.join(folder, 'parsers.conf')}
[INPUT]
    Name tail
    Path ${file}
    Read_From_Head On
    DB ${path.join(folder, 'fluent-bit.db')}
    Parser stamped
    Mem_Buf_Limit 200M
    Buffer_Chunk_Size 1M
    Buffer_Max_Size 1M
[OUTPUT]
    Name cloudwatch_logs
    Match *
    region us-east-1
    log_group_name g
    log_stream_name s
    log_key log
    endpoint localhost
    port ${port}
    tls.verify Off
`;

const PARSERS = `[PARSER]
    Name stamped
    Format regex
    Regex ^(?<time>[^ ]+) (?<log>.*)$
    Time_Key time
    Time_Format %Y-%m-%dT%H:%M:%S.%L%z
`;

/**
 * Fluent Bit over the same file to the same endpoint, from its start to the last acknowledgement.
 * @param program a build with its tail input and cloudwatch_logs output
 * @param arrived resolves once the endpoint has every line
 */
export async function fluentBit(
  program: string,
  folder: string,
  file: string,
  port: number,
  arrived: Promise<void>,
): Promise<Taken> {
  const config = path.join(folder, 'fluent-bit.conf');
  writeFileSync(config, settings(folder, file, port));
  writeFileSync(path.join(folder, 'parsers.conf'), PARSERS);
  const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_EC2_METADATA_DISABLED: 'true' };
  const running = measured(program, ['-c', config], { PATH: process.env.PATH, ...keys });
  await arrived;
  const taken = running.soFar();
  await running.end('SIGKILL');
  return taken;
}
