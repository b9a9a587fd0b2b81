/** What a call of Observability Access Manager answers, or `CODE: message` of its refusal. */
export type OamAnswer = Readonly<Record<string, unknown>> | string;

/**
 * Calls Observability Access Manager as an account, over plain HTTP: no SDK client of it is at hand whose wire is that of the others.
 * @param account twelve digits, which the engine takes as an access key of that account
 */
export const oamCaller =
  (url: string, account: string, region = 'us-east-1') =>
  async (operation: string, input: object = {}, method = 'POST'): Promise<OamAnswer> => {
    const credential = `${account}/20260101/${region}/oam/aws4_request`;
    const answer = await fetch(`${url}/${operation}`, {
      method,
      headers: { authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0` },
      ...(method === 'POST' || method === 'PUT' ? { body: JSON.stringify(input) } : {}),
    });
    const body = (await answer.json()) as Record<string, unknown>;
    if (answer.ok) return body;
    return `${answer.headers.get('x-amzn-errortype')}: ${body.message ?? body.Message}`;
  };
