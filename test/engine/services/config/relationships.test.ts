import { GetResourceConfigHistoryCommand } from '@aws-sdk/client-config-service';
import { describe, expect, it, onTestFinished } from 'vitest';
import { otherEnd } from '../../../../engine/services/config/relationships.ts';
import { givenChannel, HOUR, NOW, thing } from './given-channel.ts';

const at = (ms: number) => ({ configurationItemCaptureTime: new Date(NOW + ms).toISOString() });
const inVpc = { relationships: [{ resourceType: 'AWS::EC2::VPC', resourceId: 'vpc-1', name: 'Is contained in Vpc' }] };
const vpc = thing('vpc-1', { resourceType: 'AWS::EC2::VPC', configuration: { cidrBlock: '10.0.0.0/16' } });

async function given() {
  const channel = await givenChannel();
  onTestFinished(() => channel.close());
  return {
    ...channel,
    async related() {
      const { configurationItems = [] } = await channel.client.send(
        new GetResourceConfigHistoryCommand({
          resourceType: 'AWS::EC2::VPC',
          resourceId: 'vpc-1',
          chronologicalOrder: 'Forward',
        }),
      );
      return configurationItems.map(({ relationships = [] }) =>
        relationships.map(({ relationshipName, resourceId }) => `${relationshipName} ${resourceId}`),
      );
    },
  };
}

describe('relationships', () => {
  it('are said by the item at the other end, too, from when they are there until they are gone', async () => {
    const { ports, related } = await given();

    ports.record(vpc);
    ports.record(thing('i-1', { ...inVpc, ...at(HOUR) }));
    ports.record(thing('i-2', { ...inVpc, ...at(2 * HOUR) }));
    ports.record(thing('i-1', { ...at(3 * HOUR), configurationItemStatus: 'ResourceDeleted', configuration: null }));

    expect(await related()).toEqual([
      [],
      ['Contains Instance i-1'],
      ['Contains Instance i-1', 'Contains Instance i-2'],
      ['Contains Instance i-2'],
    ]);
  });

  it('that come all at once share an item', async () => {
    const { ports, related, wait } = await given();

    ports.record(vpc);
    for (let n = 0; n < 50; n++) ports.record(thing(`i-${n}`, { ...inVpc, ...at(1000 + n) }));
    const meanwhile = (await related()).length;
    await wait(60_000);
    const items = await related();

    expect(meanwhile).toBe(1);
    expect(items.map((each) => each.length)).toEqual([0, 50]);
  });

  it('are known to a resource that is recorded after those that name it, and stay through its own changes', async () => {
    const { ports, related } = await given();

    ports.record(thing('i-1', inVpc));
    ports.record({ ...vpc, ...at(1000) });
    ports.record({ ...vpc, ...at(2000), tags: { team: 'a' } });

    expect(await related()).toEqual([['Contains Instance i-1'], ['Contains Instance i-1']]);
  });

  it('go by names of their own from each end', () => {
    expect(otherEnd('Is contained in Subnet', 'AWS::EC2::Instance')).toBe('Contains Instance');
    expect(otherEnd('Contains Subnet', 'AWS::EC2::VPC')).toBe('Is contained in Vpc');
    expect(otherEnd('Is attached to Instance', 'AWS::EC2::EIP')).toBe('Is attached to ElasticIp');
    expect(otherEnd('Is associated with SecurityGroup', 'AWS::EC2::Instance')).toBe('Is associated with Instance');
  });
});
