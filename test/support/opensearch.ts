import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** One `_bulk` request as it came. */
export interface BulkRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As it was sent. */
  readonly raw: Buffer;
  /** Of the text, in bytes. */
  readonly size: number;
  readonly documents: number;
}

type Item = { status: number; result?: string; error?: { type: string; reason: string } };

/** A domain of OpenSearch, as far as `_bulk` goes: it keeps documents by index and id, and takes no text for a field it knows as a number. */
export interface OpenSearch {
  readonly url: string;
  readonly requests: BulkRequest[];
  /** Documents by index and id. */
  readonly kept: Map<string, Map<string, Record<string, unknown>>>;
  /** Statuses of the next answers, instead of taking anything. */
  readonly refusing: number[];
  /** Statuses of the next documents, by id, instead of taking them. */
  readonly refusingDocuments: Map<string, number[]>;
  /** Larger bodies are answered with 413. */
  largest: number;
  close(): Promise<void>;
}

export async function openSearch(): Promise<OpenSearch> {
  const kinds = new Map<string, string>();
  let ids = 0;

  function take(index: string, id: string, source: Record<string, unknown>): Item {
    const status = domain.refusingDocuments.get(id)?.shift();
    if (status !== undefined) return { status, error: { type: 'es_rejected_execution_exception', reason: 'no room' } };
    for (const [field, value] of Object.entries(source)) {
      const known = kinds.get(`${index}/${field}`);
      if (known === 'number' && typeof value !== 'number') {
        const reason = `failed to parse field [${field}] of type [long] in document with id '${id}'`;
        return { status: 400, error: { type: 'mapper_parsing_exception', reason } };
      }
      kinds.set(`${index}/${field}`, typeof value);
    }
    const documents = domain.kept.get(index) ?? new Map<string, Record<string, unknown>>();
    domain.kept.set(index, documents);
    const isNew = !documents.has(id);
    documents.set(id, source);
    return { status: isNew ? 201 : 200, result: isNew ? 'created' : 'updated' };
  }

  function bulk(text: string): object {
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const items: object[] = [];
    for (let at = 0; at < lines.length; at += 2) {
      const { _index, _id = `generated-${ids++}` } = lines[at]!.index as { _index: string; _id?: string };
      items.push({ index: { _index, _id, ...take(_index, _id, lines[at + 1]!) } });
    }
    return { took: 1, errors: items.some((item) => JSON.stringify(item).includes('"error"')), items };
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const raw = Buffer.concat(parts);
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
      const documents = body.toString().trimEnd().split('\n').length / 2;
      const { url: path = '', headers } = request;
      domain.requests.push({ path, headers, raw, size: body.length, documents });
      const answer = (status: number, content: object) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
      if (body.length > domain.largest) return answer(413, { error: 'too large' });
      const refusing = domain.refusing.shift();
      return refusing === undefined ? answer(200, bulk(body.toString())) : answer(refusing, { status: refusing });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const domain: OpenSearch = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    kept: new Map(),
    refusing: [],
    refusingDocuments: new Map(),
    largest: Number.POSITIVE_INFINITY,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return domain;
}
