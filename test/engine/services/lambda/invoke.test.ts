import {
  CreateFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  LambdaClient,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';

const zip = (source: string) => zipSync({ 'index.mjs': strToU8(source) });
const role = 'arn:aws:iam::123456789012:role/handler';

async function given(source: string, configuration: { timeout?: number; environment?: Record<string, string> } = {}) {
  const started = await engine({ clock: 'virtual' });
  const client = new LambdaClient(clientOptions(started));
  await client.send(
    new CreateFunctionCommand({
      FunctionName: 'f',
      Role: role,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: zip(source) },
      Timeout: configuration.timeout ?? 10,
      Environment: { Variables: configuration.environment ?? {} },
    }),
  );
  const invoke = async (payload: unknown = {}) => {
    const answer = await client.send(
      new InvokeCommand({ FunctionName: 'f', Payload: JSON.stringify(payload), LogType: 'Tail' }),
    );
    return {
      error: answer.FunctionError,
      payload: JSON.parse(Buffer.from(answer.Payload ?? []).toString('utf8')) as Record<string, unknown>,
      log: Buffer.from(answer.LogResult ?? '', 'base64').toString('utf8'),
    };
  };
  return { engine: started, client, invoke };
}

describe('invoking a function', () => {
  it('hands it the event and answers with what it returns', async () => {
    const { invoke } = await given('export const handler = async (event) => ({ got: event.a });');
    expect(await invoke({ a: 1 })).toMatchObject({ error: undefined, payload: { got: 1 } });
  });

  it('gives it the context and the environment AWS gives', async () => {
    const { invoke, engine: at } = await given(
      `export const handler = async (event, context) => ({
        name: context.functionName, arn: context.invokedFunctionArn, memory: context.memoryLimitInMB,
        left: context.getRemainingTimeInMillis() > 0, group: process.env.AWS_LAMBDA_LOG_GROUP_NAME, mine: process.env.MINE,
        region: process.env.AWS_REGION, endpoint: process.env.AWS_ENDPOINT_URL, home: process.env.HOME ?? null,
      });`,
      { environment: { MINE: 'yes' } },
    );
    expect((await invoke()).payload).toEqual({
      name: 'f',
      arn: 'arn:aws:lambda:us-east-1:123456789012:function:f',
      memory: '128',
      left: true,
      group: '/aws/lambda/f',
      mine: 'yes',
      region: 'us-east-1',
      endpoint: at.url,
      home: null,
    });
  });

  it('answers an error with its type, message and a trace that names no path of this machine', async () => {
    const { invoke } = await given('export const handler = async () => { throw new TypeError("no such thing"); };');
    const { error, payload } = await invoke();
    expect(error).toBe('Unhandled');
    expect(payload).toMatchObject({ errorType: 'TypeError', errorMessage: 'no such thing' });
    expect(String(payload.trace)).toContain('/var/task/index.mjs');
    expect(String(payload.trace)).not.toContain('trailkeeper-lambda-');
  });

  it('ends it when its time is up, and runs it again afterwards', async () => {
    const { invoke } = await given('export const handler = async (event) => { while (event.hang); return "done"; };', {
      timeout: 1,
    });
    const { error, payload } = await invoke({ hang: true });
    expect(error).toBe('Unhandled');
    expect(payload).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]+ Error: Task timed out after 1\.00 seconds$/),
    });
    expect((await invoke()).payload).toBe('done');
  });

  it('says which handler is missing', async () => {
    const { invoke } = await given('export const other = async () => 1;');
    expect((await invoke()).payload).toMatchObject({
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: 'index.handler is undefined or not exported',
    });
  });

  it('says that the process ended when the handler ended it', async () => {
    const { invoke } = await given('export const handler = async (e) => { if (e.die) process.exit(1); return 1; };');
    expect((await invoke({ die: true })).payload).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect((await invoke()).payload).toBe(1);
  });

  it('shows it the virtual time, which stands still during the invocation', async () => {
    const { invoke, engine: at } = await given(
      `export const handler = async () => {
        const before = Date.now();
        await new Promise((resolve) => setTimeout(resolve, 20));
        return { now: new Date().toISOString(), passed: Date.now() - before, is: new Date(0) instanceof Date };
      };`,
    );
    await at.clock.advanceTo(Date.parse('2024-05-06T07:08:09Z'));
    expect((await invoke()).payload).toEqual({ now: '2024-05-06T07:08:09.000Z', passed: 0, is: true });
  });

  it('logs what it writes between START and REPORT, in order', async () => {
    const { invoke } = await given(
      'export const handler = async () => { console.log("one", { a: 1 }); console.error("two"); process.stdout.write("three\\n"); };',
    );
    const lines = (await invoke()).log.trim().split('\n');
    expect(lines[0]).toMatch(/^START RequestId: [0-9a-f-]+ Version: \$LATEST$/);
    expect(lines[1]).toMatch(/^2000-01-01T00:00:00\.000Z\t[0-9a-f-]+\tINFO\tone \{ a: 1 \}$/);
    expect(lines[2]).toMatch(/\tERROR\ttwo$/);
    expect(lines[3]).toBe('three');
    expect(lines[4]).toMatch(/^END RequestId: /);
    expect(lines[5]).toMatch(/^REPORT RequestId: .*\tMemory Size: 128 MB\t.*Init Duration: /);
  });

  it('runs the new code after an update', async () => {
    const { client, invoke } = await given('export const handler = async () => 1;');
    expect((await invoke()).payload).toBe(1);
    await client.send(
      new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile: zip('export const handler = async () => 2;') }),
    );
    expect((await invoke()).payload).toBe(2);
  });

  it('serves more invocations at once than it has threads', async () => {
    const { invoke } = await given(
      'export const handler = async (e) => { await new Promise((r) => setTimeout(r, 5)); return e.n; };',
    );
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => invoke({ n })));
    expect(all.map(({ payload }) => payload)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });
});

describe('a deployment package', () => {
  it.each([
    ['is no zip', new Uint8Array([1, 2, 3])],
    ['names a path outside of itself', zipSync({ '../evil.mjs': strToU8('') })],
  ])('is refused when it %s', async (_, code) => {
    const client = new LambdaClient(clientOptions(await engine()));
    const creating = client.send(
      new CreateFunctionCommand({ FunctionName: 'f', Role: role, Handler: 'index.handler', Code: { ZipFile: code } }),
    );
    await expect(creating).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });

  it('is described by its size and hash', async () => {
    const { client } = await given('export const handler = async () => 1;');
    const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName: 'f' }));
    expect(Configuration).toMatchObject({ State: 'Active', CodeSize: expect.any(Number), Version: '$LATEST' });
    expect(Configuration?.CodeSha256).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });
});
