import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../support/engine.ts';
import { testFolder } from '../support/folder.ts';
import { instanceMetadata } from '../support/instance-metadata.ts';
import { hasSandbox, sandboxed } from '../support/sandbox.ts';

const { file } = testFolder();
const agent = fileURLToPath(new URL('../../cli/agent-main.ts', import.meta.url));

/** As the packages' guide for Amazon Linux shows it. */
const SHORT = `[/var/log/messages]
datetime_format = %b %d %H:%M:%S
file = /var/log/messages
buffer_duration = 5000
log_stream_name = {instance_id}
initial_position = start_of_file
log_group_name = /var/log/messages
`;

/** As an operator's handbook shows it, blank lines and spaces as they stand there. */
const LONG = `[/var/log/messages]

datetime_format = %b %d %H:%M:%S

file = /var/log/messages

buffer_duration = 5000

log_stream_name = {instance_id}

initial_position = start_of_file

log_group_name = /var/log/messages

time_zone=LOCAL

multi_line_start_pattern ={datetime_format}
`;

const AWSCLI = '[plugins]\ncwlogs = cwlogs\n[default]\nregion = ap-northeast-2\n';
const ZONE = 'Asia/Seoul';
const DAY = 86_400_000;

/** `Nov  5 23:59:58` in Seoul, as syslog writes it. */
function stamp(time: number): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: ZONE, month: 'short', day: 'numeric', hourCycle: 'h23' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(time);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('month')} ${of('day').padStart(2)} ${of('hour')}:${of('minute')}:${of('second')}`;
}

describe.skipIf(!hasSandbox)('an awslogs.conf as guides show it', () => {
  it.each([
    ['the short one', SHORT],
    ['the long one', LONG],
  ])('%s: /var/log/messages arrives in its group and stream, each line at its own time', async (_, conf) => {
    // Prepare
    const { url } = await engine();
    const keys = { id: 'test', secret: 'test' };
    const metadata = await instanceMetadata(keys, 'ap-northeast-2');
    const now = Math.floor(Date.now() / 1000) * 1000;
    const times = [now - 13 * DAY, now - 2 * DAY + 1000, now - 2 * DAY + 2000, now - 61_000];
    const lines = [
      `${stamp(times[0]!)} ip-10-0-0-7 systemd: Started Session 1 of user ec2-user.`,
      `${stamp(times[1]!)} ip-10-0-0-7 kernel: usb 1-1: new device\n  idVendor=1d6b, idProduct=0002`,
      `${stamp(times[2]!)} ip-10-0-0-7 sshd[2214]: Accepted publickey for ec2-user \uD55C\uAE00`,
      `${stamp(times[3]!)} ip-10-0-0-7 yum[2101]: Installed: awslogs-1.1.4-3.amzn2.noarch`,
    ];
    const messages = file('messages', `${lines.join('\n')}\n`);
    // Act
    const { output, code } = await sandboxed(
      `mkdir /etc/awslogs
      cp ${file('awslogs.conf', conf)} ${file('awscli.conf', AWSCLI)} /etc/awslogs
      cp ${messages} /var/log/messages
      exec node ${agent} agent run --config /etc/awslogs/awslogs.conf --once`,
      {
        PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin:/usr/sbin:/sbin`,
        TZ: ZONE,
        AWS_ENDPOINT_URL: url,
        AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.url,
      },
    );
    await metadata.close();
    // Assess
    expect([code, output]).toEqual([0, expect.stringMatching(/delivered 4/)]);
    const logs = new CloudWatchLogsClient(clientOptions({ url }, 'ap-northeast-2'));
    const stream = { logGroupName: '/var/log/messages', logStreamName: 'i-0123456789abcdef0', startFromHead: true };
    const { events } = await logs.send(new GetLogEventsCommand(stream));
    expect(events?.map(({ timestamp, message }) => [timestamp, message])).toEqual(
      lines.map((line, index) => [times[index], line]),
    );
  });
});
