import { AwsError } from '../errors.ts';
import type { HttpRequest } from './exchange.ts';

/** Names nobody can register, so that none of them leads to this machine at a stranger's will; and AWS's own, for endpoints rerouted here. */
const OWN_NAMES = /^(?:[^.]+|.*\.(?:localhost|internal|local|test|amazonaws\.com(?:\.cn)?))$/;
const ADDRESS = /^(?:\d+\.\d+\.\d+\.\d+|\[[\da-f:.]+\])$/i;

/**
 * The refusal of a request that somebody else's web page makes through a browser of this machine; undefined where none did. Any page
 * may have its reader's browser call loopback, where credentials are taken as they come, and a call may run code.
 *
 * Browsers tell by `Origin` and `Sec-Fetch-Site`, which no SDK, CLI or agent sends. They do not where a page let its own name lead to
 * this machine (DNS rebinding): then the name the request was sent to tells.
 *
 * @param open whether following a link there is harmless
 */
export function refusedPage({ headers }: HttpRequest, open: boolean): AwsError | undefined {
  const host = headers.host ?? String(headers[':authority'] ?? '');
  const name = host.replace(/:\d+$/, '').toLowerCase();
  if (!ADDRESS.test(name) && !OWN_NAMES.test(name)) {
    return refusal(
      `it was sent to ${JSON.stringify(name)}, a name any web page could have; call 127.0.0.1 or localhost`,
    );
  }
  const { origin } = headers;
  if (origin !== undefined && !ownOrigin(origin, host)) return refusal(`a web page of ${origin} made it`);
  const site = headers['sec-fetch-site'];
  const otherSite = site === 'cross-site' || site === 'same-site';
  if (otherSite && !open) return refusal('a web page of another site made it');
  return undefined;
}

const ownOrigin = (origin: string, host: string): boolean => URL.canParse(origin) && new URL(origin).host === host;

const refusal = (why: string): AwsError =>
  new AwsError(
    'AccessDenied',
    `The request is refused: ${why}. Start the engine with --auth to tell callers by their keys.`,
    {
      status: 403,
    },
  );
