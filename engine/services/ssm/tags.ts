import type {
  AddTagsToResourceRequest,
  ListTagsForResourceRequest,
  ListTagsForResourceResult,
  RemoveTagsFromResourceRequest,
} from '@aws-sdk/client-ssm';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import type { Parameter, Place, SsmState } from './state.ts';

interface ResourceInput {
  readonly ResourceType?: string;
  readonly ResourceId?: string;
}

/** Tags of parameters. */
export function tags(state: SsmState) {
  function parameterOf(call: Place & { readonly input: ResourceInput }): Parameter {
    const { ResourceType, ResourceId } = call.input;
    if (ResourceType !== 'Parameter') {
      throw new AwsError(
        'InvalidResourceType',
        `${ResourceType} is not a valid resource type: trailkeeper tags parameters.`,
      );
    }
    const found = state.find(scopeOf(call), ResourceId!);
    if (found) return found;
    throw new AwsError(
      'InvalidResourceId',
      `The resource ID "${ResourceId}" is not valid. Verify the ID and try again.`,
    );
  }

  const addTagsToResource: Operation<AddTagsToResourceRequest, void> = (call) => {
    const parameter = parameterOf(call);
    const added = Object.fromEntries(call.input.Tags!.map(({ Key, Value }) => [Key, Value]));
    const all = { ...parameter.tags, ...added };
    if (Object.keys(all).length > 50) {
      throw new AwsError('TooManyTagsError', 'Number of tags exceeds the maximum number of tags allowed.');
    }
    state.put({ ...parameter, tags: all });
  };

  const removeTagsFromResource: Operation<RemoveTagsFromResourceRequest, void> = (call) => {
    const parameter = parameterOf(call);
    const left = Object.entries(parameter.tags).filter(([key]) => !call.input.TagKeys!.includes(key));
    state.put({ ...parameter, tags: Object.fromEntries(left) });
  };

  const listTagsForResource: Operation<ListTagsForResourceRequest, ListTagsForResourceResult> = (call) => ({
    TagList: Object.entries(parameterOf(call).tags).map(([Key, Value]) => ({ Key, Value })),
  });

  return {
    AddTagsToResource: addTagsToResource,
    RemoveTagsFromResource: removeTagsFromResource,
    ListTagsForResource: listTagsForResource,
  };
}
