import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { type LogSink, logSink } from '../support/log-sink.ts';
import { hasSandbox, sandboxed } from '../support/sandbox.ts';

const { file } = testFolder();
const agent = fileURLToPath(new URL('../../cli/agent-main.ts', import.meta.url));
let to: LogSink | undefined;
afterEach(() => to?.close());

describe.skipIf(!hasSandbox)('a full disk under the state folder', () => {
  it('is said, does not stop the sending, and loses nothing when the agent starts again', {
    timeout: 240_000,
  }, async () => {
    to = await logSink();
    const conf = `[general]\nuse_gzip_http_content_encoding = false\n[a]\nfile = /opt/app.log\nlog_group_name = g\nlog_stream_name = s\n`;
    const once = `node ${agent} agent run --config ${file('awslogs.conf', conf)} --state /opt/state --once`;
    const { output, code } = await sandboxed(
      `mkdir /opt/state
      mount -t tmpfs -o size=64k state /opt/state
      seq -f 'line %.0f before' 2000 >/opt/app.log
      ${once}
      dd if=/dev/zero of=/opt/state/full bs=4k 2>/dev/null || true
      seq -f 'line %.0f while it is full' 2000 >>/opt/app.log
      ${once}
      seq -f 'line %.0f after a start on the full disk' 2000 >>/opt/app.log
      ${once}
      rm /opt/state/full
      seq -f 'line %.0f after' 2000 >>/opt/app.log
      ${once}`,
      {
        PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin:/usr/sbin:/sbin`,
        AWS_ENDPOINT_URL: to.url,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'a',
        AWS_SECRET_ACCESS_KEY: 'b',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    );
    expect([code, output]).toEqual([0, expect.stringMatching(/error .*offsets\.jsonl: cannot be written \(ENOSPC/)]);
    const count = (ending: string) =>
      [...to!.messages.keys()].filter((message) => message.endsWith(` ${ending}`)).length;
    const endings = ['before', 'while it is full', 'after a start on the full disk', 'after'];
    expect(endings.map(count)).toEqual([2000, 2000, 2000, 2000]);
    expect(to.messages.size).toBe(8000);
  });
});
