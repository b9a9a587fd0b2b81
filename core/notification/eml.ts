import type { Mail } from './mail.ts';

/**
 * A mail as a file: plain text in UTF-8 as it is, so that it can be read and searched without a mail program.
 * @param time ms since 1970
 */
export function emlOf(mail: Mail, { to, time, messageId }: { to: string; time: number; messageId: string }): string {
  const headers = {
    From: `${mail.from.name} <${mail.from.address}>`,
    To: to,
    Subject: mail.subject,
    'Message-ID': messageId,
    Date: new Date(time).toUTCString(),
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}`);
  return [...lines, '', ...mail.text.split(/\r?\n/)].join('\r\n');
}
