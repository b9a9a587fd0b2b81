import type { EngineCore } from './core.ts';
import type { HttpAnswer, HttpRequest } from './http/exchange.ts';
import { page } from './page.ts';

export interface ExtrasParts {
  readonly core: () => EngineCore;
  readonly reset: () => Promise<void>;
  readonly testHooks: boolean;
  readonly page: boolean;
  /** Whether signatures are verified: what needs none then is no place for mails. */
  readonly guarded: boolean;
}

const json = (value: unknown, status = 200): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: `${JSON.stringify(value)}\n`,
});

const html = (body: string): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body,
});

/** What the engine answers besides AWS's APIs: `/_trailkeeper/...` and the page at `/`. */
export function extras({ core, reset, testHooks, page: showsPage, guarded }: ExtrasParts) {
  return async (request: HttpRequest): Promise<HttpAnswer | undefined> => {
    const { parts, services } = core();
    if (request.method === 'GET' && request.path.startsWith('/SimpleNotificationService-')) {
      return certificate(services.sns.ports.certificate(), request.path);
    }
    switch (`${request.method} ${request.path}`) {
      case 'GET /':
        // A query or a signature means an API call: SNS's confirmation links are such, and S3's ListBuckets.
        return showsPage && request.query === '' && !request.headers.authorization
          ? html(page(core(), guarded))
          : undefined;
      case 'GET /_trailkeeper/health':
        return json({
          status: 'ok',
          now: new Date(parts.clock.now()).toISOString(),
          account: parts.settings.account,
          region: parts.settings.region,
        });
      case 'GET /_trailkeeper/deliveries':
        return json({ deliveries: parts.deliveries.list() });
      case 'GET /_trailkeeper/inbox':
        return json({ mails: services.sns.ports.inbox() });
      case 'GET /_trailkeeper/calls':
        return testHooks ? json({ calls: core().calls.list() }) : forbidden();
      case 'POST /_trailkeeper/reset':
        if (!testHooks) return forbidden();
        await reset();
        return json({ status: 'ok' });
      case 'POST /_trailkeeper/clock':
        return testHooks ? moveClock(core(), request.body) : forbidden();
      default:
        return undefined;
    }
  };
}

const certificate = ({ path, pem }: { path: string; pem: string }, asked: string): HttpAnswer | undefined =>
  asked === path ? { status: 200, headers: { 'content-type': 'application/x-pem-file' }, body: pem } : undefined;

const forbidden = (): HttpAnswer => json({ error: 'start the engine with --test-hooks to allow this' }, 403);

async function moveClock(core: EngineCore, body: Buffer): Promise<HttpAnswer> {
  const { clock } = core.parts;
  if (!clock.virtual) return json({ error: 'the clock is not virtual: start with --clock virtual' }, 409);
  const to = timeIn(body);
  if (to === undefined) return json({ error: 'the body must be {"now": "2000-01-01T00:00:00Z"}' }, 400);
  if (to < clock.now()) return json({ error: `the clock moves on only, and stands at ${isoTime(clock.now())}` }, 409);
  await core.advanceTo(to);
  return json({ now: isoTime(clock.now()) });
}

const isoTime = (ms: number): string => new Date(ms).toISOString();

function timeIn(body: Buffer): number | undefined {
  try {
    const { now } = JSON.parse(body.toString('utf8')) as { now?: unknown };
    const time = typeof now === 'string' ? Date.parse(now) : Number.NaN;
    return Number.isNaN(time) ? undefined : time;
  } catch {
    return undefined;
  }
}
