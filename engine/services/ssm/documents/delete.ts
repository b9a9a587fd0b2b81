import type { DeleteDocumentRequest, DeleteDocumentResult } from '@aws-sdk/client-ssm';
import { AwsError } from '../../../errors.ts';
import type { Operation } from '../../../service.ts';
import { type DocumentState, noDocument, type SsmDocument } from './state.ts';

/** Deletes a document, or one version of it that is not the default. */
export function deleteDocument(state: DocumentState): Operation<DeleteDocumentRequest, DeleteDocumentResult> {
  return (call) => {
    const { Name: name = '', DocumentVersion, VersionName } = call.input;
    const document = state.mine(call, name);
    if (document.shares.length > 0) throw refused('Must unshare document first before delete');
    if (DocumentVersion === undefined && VersionName === undefined) {
      state.delete(document);
      return {};
    }
    const version = state.select(document, { DocumentVersion, VersionName });
    if (!version) throw noDocument(name);
    if (version.version === document.defaultVersion) throw refused("Default version of the document can't be deleted.");
    deleteVersion(document, version.version);
    return {};
  };

  function deleteVersion(document: SsmDocument, number: number): void {
    state.parts.store.write(() => {
      state.deleteVersion(document, number);
      const latestVersion = Math.max(...state.versions(document).map(({ version }) => version));
      state.put({ ...document, latestVersion });
    });
  }
}

const refused = (message: string): AwsError => new AwsError('InvalidDocumentOperation', message);
