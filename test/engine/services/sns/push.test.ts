import {
  CreatePlatformApplicationCommand,
  CreatePlatformEndpointCommand,
  CreateTopicCommand,
  DeleteEndpointCommand,
  DeletePlatformApplicationCommand,
  GetEndpointAttributesCommand,
  GetPlatformApplicationAttributesCommand,
  ListEndpointsByPlatformApplicationCommand,
  ListPlatformApplicationsCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SetEndpointAttributesCommand,
  SetPlatformApplicationAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { beforeEach, describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';
import { recordings, refusal } from '../../../support/recorded.ts';
import { sharedData } from '../../../support/shared.ts';

const gone = 'arn:aws:sns:us-east-1:123456789012:app/ADM/gone';
const goneEndpoint = 'arn:aws:sns:us-east-1:123456789012:endpoint/ADM/gone/00000000-0000-0000-0000-000000000000';
const tooLong = 'a'.repeat(2049);

let own: Awaited<ReturnType<typeof engine>>;
let sns: SNSClient;

beforeEach(async () => {
  own = await engine({ log: { warn: () => {}, error: () => {} } });
  sns = new SNSClient(clientOptions(own));
});

const application = async (more: object = {}) => {
  const Attributes = { PlatformCredential: 'key', PlatformPrincipal: 'client' };
  const input = { Name: 'app', Platform: 'ADM', Attributes, ...more };
  return (await sns.send(new CreatePlatformApplicationCommand(input))).PlatformApplicationArn ?? '';
};
const phone = async (PlatformApplicationArn: string, more: object = {}) =>
  (await sns.send(new CreatePlatformEndpointCommand({ PlatformApplicationArn, Token: 'token_1', ...more })))
    .EndpointArn ?? '';
const attributesOf = async (EndpointArn: string) =>
  (await sns.send(new GetEndpointAttributesCommand({ EndpointArn }))).Attributes;
const inbox = async () => ((await (await fetch(`${own.url}/_trailkeeper/inbox`)).json()) as { mails: object[] }).mails;

describe.skipIf(!sharedData)('applications and endpoints of push services, as recorded from AWS', () => {
  const recorded = () => recordings('sns/test_sns');
  const same = async (test: string, name: string, call: Promise<unknown>) =>
    expect({ test, ...(await refusal(call)) }).toEqual({ test, ...recorded().error(test, name) });

  it('are refused in the same words', async () => {
    const app = await application();
    const make = (more: object) => application({ Name: 'other', ...more });
    const noAttributes = 'platform-application-no-attributes';
    const invalid = 'test_create_platform_application_invalid';
    const setApplication = (PlatformApplicationArn: string, Attributes?: object) =>
      sns.send(new SetPlatformApplicationAttributesCommand({ PlatformApplicationArn, Attributes } as never));
    const getApplication = (PlatformApplicationArn: string) =>
      sns.send(new GetPlatformApplicationAttributesCommand({ PlatformApplicationArn }));
    const set = (EndpointArn: string, Attributes?: object) =>
      sns.send(new SetEndpointAttributesCommand({ EndpointArn, Attributes } as never));
    const endpoint = await phone(app);

    await same(`${invalid}_attributes[no-args]`, noAttributes, make({ Attributes: undefined }));
    await same(
      `${invalid}_attributes[missing-credential]`,
      noAttributes,
      make({ Attributes: { PlatformPrincipal: 'p' } }),
    );
    await same(
      `${invalid}_attributes[missing-principal]`,
      noAttributes,
      make({ Attributes: { PlatformCredential: 'c' } }),
    );
    await same(`${invalid}_name[too-long]`, 'invalid-application-name', make({ Name: 'a'.repeat(257) }));
    await same(`${invalid}_name[empty]`, 'invalid-application-name', make({ Name: '' }));
    await same(`${invalid}_name[invalid-char]`, 'invalid-application-name', make({ Name: '@name' }));
    await same(`${invalid}_platform`, 'invalid-platform', make({ Platform: 'AAA' }));
    await same('test_get_platform_application_attributes_invalid_arn', 'invalid-application-arn', getApplication('x'));
    const nobody = 'non_existing-application-arn';
    await same('test_get_platform_application_attributes_non_existing_app', nobody, getApplication(gone));
    const setMissing = 'test_set_platform_application_attributes';
    await same(`${setMissing}_invalid_arn`, 'invalid-application-arn', setApplication('x', { Enabled: 'true' }));
    await same(`${setMissing}_non_existing_app[no-args]`, nobody, setApplication(gone));
    await same(`${setMissing}_non_existing_app[dummy-args]`, nobody, setApplication(gone, { Enabled: 'true' }));
    await same('test_create_platform_endpoint_non_existent_app', 'create-platform-endpoint', phone(gone));
    const other = phone(app, { CustomUserData: 'other' });
    const idempotency = 'test_create_platform_endpoint_idempotency';
    const { Message } = recorded().error(idempotency, 'create-platform-endpoint-different-token');
    expect((await refusal(other)).Message).toBe(Message.replace(/arn:\S+/, endpoint));
    const setEndpoint = 'test_set_platform_endpoint_attributes';
    const setGone = 'set-platform-endpoint-attributes-non-existent-app';
    await same(`${setEndpoint}_invalid_arn`, setGone, set(`${endpoint}/more`, { Enabled: 'true' }));
    await same(`${setEndpoint}_non_existent_endpoint`, setGone, set(goneEndpoint, { Enabled: 'true' }));
    await same('test_get_platform_endpoint_attributes_non_existent_endpoint', setGone, attributesOf(goneEndpoint));
    const wrong = { PlatformPrincipal: 'Principal', PlatformCredential: 'Credential', InvalidKey: 'Generic' };
    for (const [name, id] of Object.entries(wrong)) {
      const Attributes = { [name]: 'x' };
      const test = `invalid_attributes[Invalid_Name_${id}]`;
      await same(`${setEndpoint}_${test}`, 'set-platform-endpoint-invalid-attributes', set(endpoint, Attributes));
      const made = phone(app, { Token: name, Attributes });
      await same(`test_create_platform_endpoint_with_${test}`, 'create-platform-endpoint-invalid-attr', made);
    }
    const long = 'invalid_attributes[Data_Too_Long]';
    const Attributes = { CustomUserData: tooLong };
    await same(`${setEndpoint}_${long}`, 'set-platform-endpoint-invalid-attributes', set(endpoint, Attributes));
    await same(`${setEndpoint}_invalid_attributes[Empty]`, 'set-platform-endpoint-invalid-attributes', set(endpoint));
  });

  it('are answered with the same attributes, and never with a key', async () => {
    const app = await application();
    const answer = (test: string, name: string) => recorded().answer(test, name);
    const { Attributes } = await sns.send(new GetPlatformApplicationAttributesCommand({ PlatformApplicationArn: app }));
    const { PlatformApplications = [] } = await sns.send(new ListPlatformApplicationsCommand({}));
    const SuccessFeedbackSampleRate = '50';
    await sns.send(
      new SetPlatformApplicationAttributesCommand({
        PlatformApplicationArn: app,
        Attributes: { SuccessFeedbackSampleRate },
      }),
    );
    const after = await sns.send(new GetPlatformApplicationAttributesCommand({ PlatformApplicationArn: app }));
    const endpoint = await phone(app);
    const { Endpoints = [] } = await sns.send(
      new ListEndpointsByPlatformApplicationCommand({ PlatformApplicationArn: app }),
    );

    expect({ Attributes }).toEqual(answer('test_get_platform_application_attributes', 'get-application-attributes'));
    expect(PlatformApplications.map((each) => each.Attributes)).toEqual([Attributes]);
    expect(after.Attributes).toEqual({ Enabled: 'true', SuccessFeedbackSampleRate });
    expect(Endpoints).toEqual([{ EndpointArn: endpoint, Attributes: { Enabled: 'true', Token: 'token_1' } }]);
    const doubled = await phone(app, { Token: '2', CustomUserData: 'foo', Attributes: { CustomUserData: 'bar' } });
    expect(await attributesOf(doubled)).toEqual({ CustomUserData: 'foo', Enabled: 'true', Token: '2' });
    expect(await phone(app)).toBe(endpoint);
  });

  it('go with their application; a subscription stays without its endpoint', async () => {
    const app = await application();
    const [first, second] = [await phone(app), await phone(app, { Token: 'token_2' })];
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'topic' }));
    const subscribe = (Endpoint: string) => new SubscribeCommand({ TopicArn, Protocol: 'application', Endpoint });
    await sns.send(subscribe(first));

    for (let time = 0; time < 2; time++) await sns.send(new DeleteEndpointCommand({ EndpointArn: first }));
    await sns.send(new DeletePlatformApplicationCommand({ PlatformApplicationArn: app }));

    const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(Subscriptions).toMatchObject([{ Protocol: 'application', Endpoint: first }]);
    await expect(attributesOf(second)).rejects.toThrow('Endpoint does not exist');
    await same(
      'test_delete_endpoints_of_deleted_app',
      'list-endpoints-after-app-delete',
      sns.send(new ListEndpointsByPlatformApplicationCommand({ PlatformApplicationArn: app })),
    );
    await expect(sns.send(subscribe(first))).rejects.toThrow(
      `Invalid parameter: Endpoint Reason: Endpoint does not exist for endpoint arn${first}`,
    );
  });
});

describe('a message to a phone', () => {
  it('lies in the inbox with the text for its platform, sent to it or to its topic', async () => {
    const target = await phone(await application());
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'topic' }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'application', Endpoint: target }));
    const message = { MessageStructure: 'json', Message: JSON.stringify({ default: 'all', ADM: '{"data":{}}' }) };

    await sns.send(new PublishCommand({ TargetArn: target, ...message }));
    await sns.send(new PublishCommand({ TopicArn, Message: 'plain' }));
    await own.clock.idle();

    expect(await inbox()).toMatchObject([
      { kind: 'push', to: target, text: '{"data":{}}' },
      { kind: 'push', to: target, text: 'plain', topic: TopicArn },
    ]);
  });

  it('is refused where the endpoint is disabled or gone', async () => {
    const target = await phone(await application(), { Attributes: { Enabled: 'false' } });

    const disabled = refusal(sns.send(new PublishCommand({ TargetArn: target, Message: 'm' })));
    const missing = refusal(sns.send(new PublishCommand({ TargetArn: goneEndpoint, Message: 'm' })));

    expect(await disabled).toEqual({ Code: 'EndpointDisabled', Message: 'Endpoint is disabled' });
    expect((await missing).Message).toBe(
      'Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified',
    );
    expect(await inbox()).toEqual([]);
  });
});
