import type { EngineParts } from '../../../service.ts';
import { associations } from './associations.ts';
import { deleteDocument } from './delete.ts';
import { reading } from './describe.ts';
import { listDocuments } from './list.ts';
import { permissions } from './permissions.ts';
import { DocumentState } from './state.ts';
import { writing } from './write.ts';

/** Systems Manager's documents, kept, versioned and shared, and their associations; nothing runs them. */
export function documents(parts: EngineParts) {
  const state = new DocumentState(parts);
  return {
    state,
    operations: {
      ...writing(state),
      ...reading(state),
      ListDocuments: listDocuments(state),
      DeleteDocument: deleteDocument(state),
      ...permissions(state),
      ...associations(state),
    },
  };
}
