import { randomUUID } from 'node:crypto';
import { scopeOf } from '../../arn.ts';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import { conflict, overQuota } from './errors.ts';
import type { CreateSinkInput, Identified, Listing, OfSink, PutSinkPolicyInput, Sink } from './model.ts';
import { parsePolicy } from './sink-policy.ts';
import { arnOf, type OamState } from './state.ts';

const MOST_SINKS = 100;
const MOST_LINKS = 1000;

/** Sinks and their policies: what makes an account a monitoring account. */
export function sinks(state: OamState) {
  const createSink: Operation<CreateSinkInput> = (call) => {
    const { Name, Tags = {} } = call.input;
    if (state.sinks.count(scopeOf(call)) > 0) throw overQuota('An account has at most one sink in a region.');
    const id = randomUUID();
    const sink: Sink = { id, arn: arnOf(call, 'sink', id), name: Name, tags: Tags };
    state.sinks.put(scopeOf(call), id, sink);
    return { ...shown(sink), Tags };
  };

  const getSink: Operation<Identified> = (call) => {
    const sink = state.sink(call, call.input.Identifier);
    return { ...shown(sink), Tags: call.input.IncludeTags ? sink.tags : undefined };
  };

  const listSinks: Operation<Listing> = (call) => {
    const { MaxResults = MOST_SINKS, NextToken } = call.input;
    const { items, next } = page(state.sinks.list(scopeOf(call)), MaxResults, NextToken, ({ id }) => id);
    return { Items: items.map(shown), NextToken: next };
  };

  const deleteSink: Operation<Identified> = (call) => {
    const sink = state.sink(call, call.input.Identifier);
    if (state.attached(sink.arn).length > 0) throw conflict('A sink cannot be deleted while links are attached to it.');
    state.sinks.delete(scopeOf(call), sink.id);
    return {};
  };

  const putSinkPolicy: Operation<PutSinkPolicyInput> = (call) => {
    const sink = state.sink(call, call.input.SinkIdentifier);
    parsePolicy(call.input.Policy);
    state.sinks.put(scopeOf(call), sink.id, { ...sink, policy: call.input.Policy });
    return { SinkArn: sink.arn, SinkId: sink.id, Policy: call.input.Policy };
  };

  const getSinkPolicy: Operation<OfSink> = (call) => {
    const { arn, id, policy } = state.sink(call, call.input.SinkIdentifier);
    return { SinkArn: arn, SinkId: id, Policy: policy };
  };

  const listAttachedLinks: Operation<OfSink & Listing> = (call) => {
    const { SinkIdentifier, MaxResults = MOST_LINKS, NextToken } = call.input;
    const links = state.attached(state.sink(call, SinkIdentifier).arn);
    const { items, next } = page(links, MaxResults, NextToken, ({ arn }) => arn);
    return {
      Items: items.map(({ arn, label, resourceTypes }) => ({
        LinkArn: arn,
        Label: label,
        ResourceTypes: resourceTypes,
      })),
      NextToken: next,
    };
  };

  return {
    CreateSink: createSink,
    GetSink: getSink,
    ListSinks: listSinks,
    DeleteSink: deleteSink,
    PutSinkPolicy: putSinkPolicy,
    GetSinkPolicy: getSinkPolicy,
    ListAttachedLinks: listAttachedLinks,
  };
}

const shown = ({ arn, id, name }: Sink) => ({ Arn: arn, Id: id, Name: name });
