import type {
  EnableKeyRotationRequest,
  GetKeyPolicyRequest,
  GetKeyPolicyResponse,
  GetKeyRotationStatusRequest,
  GetKeyRotationStatusResponse,
  ListKeyPoliciesRequest,
  ListKeyPoliciesResponse,
  ListResourceTagsRequest,
  ListResourceTagsResponse,
  PutKeyPolicyRequest,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-kms';
import { AwsError } from '../../errors.ts';
import { jsonObject } from '../../json-text.ts';
import type { Operation } from '../../service.ts';
import { type KmsState, notFound } from './state.ts';

/** The only name a key's policy can have. */
const POLICY = 'default';

/** Policy, tags and rotation of a key: kept and shown; policies are not enforced and nothing is rotated. */
export function settings(state: KmsState) {
  const putKeyPolicy: Operation<PutKeyPolicyRequest, void> = (call) => {
    const { KeyId, Policy } = call.input;
    const key = state.own(call, KeyId!);
    if (!jsonObject(Policy!)) throw new AwsError('MalformedPolicyDocumentException', 'Policy contains invalid JSON');
    state.put({ ...key, policy: Policy! });
  };

  const getKeyPolicy: Operation<GetKeyPolicyRequest, GetKeyPolicyResponse> = (call) => {
    const { KeyId, PolicyName = POLICY } = call.input;
    const key = state.own(call, KeyId!);
    if (PolicyName !== POLICY) throw notFound('No such policy exists');
    return { Policy: key.policy, PolicyName };
  };

  const listKeyPolicies: Operation<ListKeyPoliciesRequest, ListKeyPoliciesResponse> = (call) => {
    state.own(call, call.input.KeyId!);
    return { PolicyNames: [POLICY], Truncated: false };
  };

  const tagResource: Operation<TagResourceRequest, void> = (call) => {
    const key = state.own(call, call.input.KeyId!);
    const added = Object.fromEntries(call.input.Tags!.map(({ TagKey, TagValue }) => [TagKey, TagValue]));
    state.put({ ...key, tags: { ...key.tags, ...added } });
  };

  const untagResource: Operation<UntagResourceRequest, void> = (call) => {
    const key = state.own(call, call.input.KeyId!);
    const tags = Object.entries(key.tags).filter(([name]) => !call.input.TagKeys!.includes(name));
    state.put({ ...key, tags: Object.fromEntries(tags) });
  };

  const listResourceTags: Operation<ListResourceTagsRequest, ListResourceTagsResponse> = (call) => ({
    Tags: Object.entries(state.own(call, call.input.KeyId!).tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    Truncated: false,
  });

  const rotate =
    (enabled: boolean): Operation<EnableKeyRotationRequest, void> =>
    (call) => {
      const key = state.usable(call, state.own(call, call.input.KeyId!).arn);
      const days = call.input.RotationPeriodInDays ?? key.rotation.days;
      state.put({ ...key, rotation: { enabled, days } });
    };

  const getKeyRotationStatus: Operation<GetKeyRotationStatusRequest, GetKeyRotationStatusResponse> = (call) => {
    const { arn, rotation } = state.own(call, call.input.KeyId!);
    return {
      KeyId: arn,
      KeyRotationEnabled: rotation.enabled,
      RotationPeriodInDays: rotation.enabled ? rotation.days : undefined,
    };
  };

  return {
    PutKeyPolicy: putKeyPolicy,
    GetKeyPolicy: getKeyPolicy,
    ListKeyPolicies: listKeyPolicies,
    TagResource: tagResource,
    UntagResource: untagResource,
    ListResourceTags: listResourceTags,
    EnableKeyRotation: rotate(true),
    DisableKeyRotation: rotate(false),
    GetKeyRotationStatus: getKeyRotationStatus,
  };
}
