import type { EngineCore } from './core.ts';

const html = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The page at `/`: what came to people so far, unless anyone may read it, and how to reach the engine. One document, no script. */
export function page(core: EngineCore, guarded: boolean): string {
  const { settings, clock } = core.parts;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Trailkeeper</title><meta name="viewport" content="width=device-width">
<style>
:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem;margin-bottom:0}
code,pre{font:13px/1.5 ui-monospace,monospace}
pre{white-space:pre-wrap;padding:1rem;background:light-dark(#f4f5f7,#1e2226);border-radius:6px;overflow-wrap:anywhere}
details{border-bottom:1px solid light-dark(#e3e5e8,#333);padding:.4rem 0}
summary{cursor:pointer}
small,time{color:light-dark(#5b6470,#98a2ae)}
</style></head><body>
<h1>Trailkeeper</h1>
<p><small>account ${html(settings.account)}, region ${html(settings.region)}, ${clock.virtual ? 'virtual time' : 'time'} ${html(new Date(clock.now()).toISOString().slice(0, 19))}Z</small></p>
<pre>aws --endpoint-url ${html(settings.url())} logs describe-log-groups</pre>
<p><a href="/_trailkeeper/health">health</a> &middot; <a href="/_trailkeeper/deliveries">deliveries</a> &middot; <a href="/_trailkeeper/inbox">inbox</a></p>
<h2>Inbox</h2>
${guarded ? '<p>Mails are told to signed requests alone, at <code>/_trailkeeper/inbox</code>.</p>' : inbox(core)}
</body></html>
`;
}

function inbox({ services }: EngineCore): string {
  const mails = services.sns.ports.inbox().reverse().slice(0, 200);
  if (mails.length === 0) return '<p>No mail yet. Mails lie here while no <code>--smtp</code> server takes them.</p>';
  return mails
    .map(
      ({ time, to, subject, text }) =>
        `<details><summary><time>${html(time.slice(0, 19).replace('T', ' '))}</time> ${html(subject)} <small>${html(to)}</small></summary><pre>${html(text)}</pre></details>`,
    )
    .join('\n');
}
