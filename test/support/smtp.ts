import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly text: string;
}

/** A real SMTP server in this process that keeps what it gets. @param hang an address it never answers about */
export async function smtpServer({ refuse = 0, hang }: { refuse?: number; hang?: string } = {}) {
  const mails: ReceivedMail[] = [];
  const waiting: ((mail: ReceivedMail) => void)[] = [];
  let refused = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom(_address, _session, callback) {
      if (refused >= refuse) return callback();
      refused++;
      callback(Object.assign(new Error('come back later'), { responseCode: 451 }));
    },
    onRcptTo({ address }, _session, callback) {
      if (address !== hang) callback();
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const parsed = await PostalMime.parse(Buffer.concat(chunks));
        const mail = {
          to: session.envelope.rcptTo.map(({ address }) => address),
          from: parsed.from?.address ?? '',
          subject: parsed.subject ?? '',
          text: parsed.text ?? '',
        };
        const next = waiting.shift();
        if (next) next(mail);
        else mails.push(mail);
        callback();
      });
    },
  });
  server.on('error', () => {});
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    get refused() {
      return refused;
    },
    /** Mails not yet asked for. */
    mails,
    next: (): Promise<ReceivedMail> => {
      const mail = mails.shift();
      return mail ? Promise.resolve(mail) : new Promise((resolve) => waiting.push(resolve));
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
