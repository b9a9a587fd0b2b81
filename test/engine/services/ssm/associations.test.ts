import {
  CreateAssociationCommand,
  CreateDocumentCommand,
  DeleteAssociationCommand,
  DescribeAssociationCommand,
  ListAssociationsCommand,
  SSMClient,
  UpdateAssociationCommand,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';

const Content = JSON.stringify({
  schemaVersion: '2.2',
  description: 'd',
  mainSteps: [{ action: 'aws:runShellScript', name: 'run', inputs: { runCommand: ['true'] } }],
});
const Targets = [{ Key: 'tag:Agent', Values: ['yes'] }];

async function given() {
  const ssm = new SSMClient(clientOptions(await engine()));
  await ssm.send(new CreateDocumentCommand({ Name: 'install', Content, DocumentType: 'Command' }));
  return ssm;
}

describe('an association', () => {
  it('is shown as it was made, found by its name, and changed under its id', async () => {
    const ssm = await given();
    const wanted = { AssociationName: 'agents', Name: 'install', Targets, ScheduleExpression: 'rate(1 day)' };
    const { AssociationDescription: made } = await ssm.send(new CreateAssociationCommand(wanted));
    expect(made).toMatchObject({ ...wanted, AssociationVersion: '1' });

    const AssociationId = made?.AssociationId;
    await ssm.send(new UpdateAssociationCommand({ AssociationId, ...wanted, ScheduleExpression: 'rate(2 days)' }));
    const AssociationFilterList = [{ key: 'AssociationName' as const, value: 'agents' }];
    const { Associations } = await ssm.send(new ListAssociationsCommand({ AssociationFilterList }));
    expect(Associations).toMatchObject([
      { AssociationId, AssociationVersion: '2', ScheduleExpression: 'rate(2 days)' },
    ]);
  });

  it('is not made of a document there is not', async () => {
    const ssm = await given();
    const making = ssm.send(new CreateAssociationCommand({ Name: 'nothing', Targets }));
    await expect(making).rejects.toMatchObject({ name: 'InvalidDocument' });
  });

  it('is gone once it is deleted', async () => {
    const ssm = await given();
    const { AssociationDescription: made } = await ssm.send(new CreateAssociationCommand({ Name: 'install', Targets }));
    const AssociationId = made?.AssociationId;
    await ssm.send(new DeleteAssociationCommand({ AssociationId }));
    const describing = ssm.send(new DescribeAssociationCommand({ AssociationId }));
    await expect(describing).rejects.toMatchObject({ name: 'AssociationDoesNotExist' });
  });
});
