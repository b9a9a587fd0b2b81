import type {
  AddTagsToResourceRequest,
  ListTagsForResourceRequest,
  ListTagsForResourceResult,
  RemoveTagsFromResourceRequest,
} from '@aws-sdk/client-ssm';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import type { DocumentState } from './documents/state.ts';
import type { Place, SsmState } from './state.ts';

interface ResourceInput {
  readonly ResourceType?: string;
  readonly ResourceId?: string;
}

type Tags = Readonly<Record<string, string>>;

interface Tagged {
  readonly tags: Tags;
  set(tags: Tags): void;
}

/** Tags of parameters and documents. */
export function tags(state: SsmState, documents: DocumentState) {
  function resource(call: Place & { readonly input: ResourceInput }): Tagged {
    const { ResourceType, ResourceId = '' } = call.input;
    if (ResourceType === 'Parameter') {
      const parameter = state.find(scopeOf(call), ResourceId);
      if (parameter) return { tags: parameter.tags, set: (tags) => state.put({ ...parameter, tags }) };
    } else if (ResourceType === 'Document') {
      const document = documents.own(call, ResourceId);
      if (document) return { tags: document.tags, set: (tags) => documents.put({ ...document, tags }) };
    } else {
      throw new AwsError(
        'InvalidResourceType',
        `${ResourceType} is not a valid resource type: trailkeeper tags parameters and documents.`,
      );
    }
    throw new AwsError(
      'InvalidResourceId',
      `The resource ID "${ResourceId}" is not valid. Verify the ID and try again.`,
    );
  }

  const addTagsToResource: Operation<AddTagsToResourceRequest, void> = (call) => {
    const { tags, set } = resource(call);
    const added = Object.fromEntries(call.input.Tags!.map(({ Key, Value }) => [Key, Value]));
    const all = { ...tags, ...added };
    if (Object.keys(all).length > 50) {
      throw new AwsError('TooManyTagsError', 'Number of tags exceeds the maximum number of tags allowed.');
    }
    set(all);
  };

  const removeTagsFromResource: Operation<RemoveTagsFromResourceRequest, void> = (call) => {
    const { tags, set } = resource(call);
    set(Object.fromEntries(Object.entries(tags).filter(([key]) => !call.input.TagKeys!.includes(key))));
  };

  const listTagsForResource: Operation<ListTagsForResourceRequest, ListTagsForResourceResult> = (call) => ({
    TagList: Object.entries(resource(call).tags).map(([Key, Value]) => ({ Key, Value })),
  });

  return {
    AddTagsToResource: addTagsToResource,
    RemoveTagsFromResource: removeTagsFromResource,
    ListTagsForResource: listTagsForResource,
  };
}
