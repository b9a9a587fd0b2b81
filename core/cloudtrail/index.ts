export { type Actor, type ActorKind, actorKey, actorOf } from './actor.ts';
export { type Digest, DigestError, parseDigest, signedText, type TrailFileName, trailFileName } from './digest.ts';
export { accountOf, busSource, type CloudTrailEvent, detailTypes, type EventBridgeEvent, eventOf } from './event.ts';
export { globalRegion, isGlobal } from './global-services.ts';
export { type Origin, originOf } from './origin.ts';
export { type Outcome, outcomeOf } from './outcome.ts';
export { at, isObject, listAt, textAt } from './read.ts';
export {
  asRecord,
  type CloudTrailRecord,
  type Json,
  type JsonObject,
  RecordError,
  type RecordResource,
  type SessionContext,
  type UserIdentity,
} from './record.ts';
export { hidden, masked, redact } from './redact.ts';
export { namedResources } from './resource-type.ts';
export { issuedKeyOf, roleChain } from './role-chain.ts';
export { resourcesOf, type Subject, subjectOf } from './subject.ts';
