import {
  CreateAssociationCommand,
  type CreateAssociationRequest,
  CreateDocumentCommand,
  type CreateDocumentRequest,
  GetDocumentCommand,
  GetParameterCommand,
  ListAssociationsCommand,
  type ParameterType,
  PutParameterCommand,
  UpdateAssociationCommand,
  UpdateDocumentCommand,
  UpdateDocumentDefaultVersionCommand,
} from '@aws-sdk/client-ssm';
import { maker, unless } from '../maker.ts';

interface Parameter {
  readonly Name: string;
  readonly Description?: string;
  readonly Type: ParameterType;
  readonly Value: string;
}

export const makeParameter = maker<Parameter>(async (parameter, { clients: { ssm }, clients, resolver }) => {
  const { Name, Value } = parameter;
  const found = await unless('ParameterNotFound', () => ssm.send(new GetParameterCommand({ Name })));
  if (found?.Parameter?.Value !== Value) await ssm.send(new PutParameterCommand({ ...parameter, Overwrite: true }));
  return { Ref: Name, Arn: `arn:aws:ssm:${clients.region}:${resolver.account}:parameter${Name}` };
});

type Document = CreateDocumentRequest & { readonly Name: string; readonly Content: string };

export const makeDocument = maker<Document>(async (document, { clients: { ssm }, clients, resolver }) => {
  const { Name, Content, DocumentFormat, TargetType } = document;
  const found = await unless('InvalidDocument', () => ssm.send(new GetDocumentCommand({ Name, DocumentFormat })));
  if (!found) await ssm.send(new CreateDocumentCommand(document));
  else if (found.Content !== Content) {
    const { DocumentDescription } = await ssm.send(
      new UpdateDocumentCommand({ Name, Content, DocumentFormat, TargetType, DocumentVersion: '$LATEST' }),
    );
    const DocumentVersion = DocumentDescription?.DocumentVersion;
    await ssm.send(new UpdateDocumentDefaultVersionCommand({ Name, DocumentVersion }));
  }
  return { Ref: Name, Arn: `arn:aws:ssm:${clients.region}:${resolver.account}:document/${Name}` };
});

type Association = CreateAssociationRequest & { readonly AssociationName: string };

export const makeAssociation = maker<Association>(async (association, { clients: { ssm } }) => {
  const { AssociationName } = association;
  const { Associations = [] } = await ssm.send(
    new ListAssociationsCommand({ AssociationFilterList: [{ key: 'AssociationName', value: AssociationName }] }),
  );
  const AssociationId = Associations.find((each) => each.AssociationName === AssociationName)?.AssociationId;
  if (AssociationId) {
    await ssm.send(new UpdateAssociationCommand({ ...association, AssociationId }));
    return { Ref: AssociationId, Arn: '' };
  }
  const { AssociationDescription } = await ssm.send(new CreateAssociationCommand(association));
  return { Ref: AssociationDescription!.AssociationId!, Arn: '' };
});
