import { Command } from 'commander';
import type { Journey } from '../../engine/deliveries/index.ts';
import { deliveriesText } from '../deliveries-text.ts';
import { clientSettings } from '../endpoint.ts';
import { UsageError } from '../errors.ts';

const HERE = 'http://127.0.0.1:4566';

interface Flags {
  readonly endpoint?: string;
  readonly last: string;
  readonly json?: boolean;
}

/** `trailkeeper deliveries`: which way each event and message went, in an engine. */
export function deliveriesCommand(): Command {
  return new Command('deliveries')
    .description('show the way of each event in an engine: the rules that matched, the targets tried, what came of it')
    .option('--endpoint <url>', `the engine (default: AWS_ENDPOINT_URL, or ${HERE})`)
    .option('--last <n>', 'how many events', '20')
    .option('--json', 'one JSON document')
    .addHelpText('after', '\nExample:\n  trailkeeper deliveries --last 5')
    .action(async ({ endpoint, last, json }: Flags) => {
      const most = Number(last);
      if (!Number.isInteger(most) || most < 1) throw new UsageError(`--last: ${last} is not a number of events`);
      const url = clientSettings({ endpoint }).endpoint ?? HERE;
      const deliveries = (await journeysOf(url)).slice(0, most);
      process.stdout.write(json ? `${JSON.stringify({ deliveries })}\n` : deliveriesText(deliveries));
    });
}

/** What an engine lists, newest first. */
async function journeysOf(url: string): Promise<readonly Journey[]> {
  const answer = await fetch(new URL('/_trailkeeper/deliveries', url)).catch(({ message, cause }: Error) => {
    const { code, message: why = message } = Object(cause) as { code?: string; message?: string };
    throw new UsageError(`--endpoint: ${url} cannot be reached (${code ?? why})`);
  });
  const body = (answer.ok ? await answer.json().catch(() => undefined) : undefined) as
    | { readonly deliveries?: readonly Journey[] }
    | undefined;
  if (!body?.deliveries) throw new UsageError(`--endpoint: ${url} is not an engine: it lists no deliveries`);
  return body.deliveries;
}
