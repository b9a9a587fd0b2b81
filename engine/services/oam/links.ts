import { randomUUID } from 'node:crypto';
import { parseArn, scopeOf, scopeOfArn } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import { conflict, invalid, overQuota } from './errors.ts';
import type { CreateLinkInput, Identified, Link, LinkConfiguration, Listing, UpdateLinkInput } from './model.ts';
import { parseShareFilter } from './share-filter.ts';
import { type LinkAction, mayLink } from './sink-policy.ts';
import { arnOf, idIn, type OamState } from './state.ts';

/** Of one source account. */
const MOST_LINKS = 5;
/** As the only text of a filter it stands for none. */
const ALL = '*';

/** Links of a source account to the sinks of others. */
export function links(state: OamState) {
  const createLink: Operation<CreateLinkInput> = (call) => {
    const { SinkIdentifier: sinkArn, LabelTemplate, ResourceTypes, LinkConfiguration, Tags = {} } = call.input;
    assertLinkable(call, sinkArn);
    const scope = scopeOf(call);
    const own = state.links.list(scope);
    if (own.some((link) => link.sinkArn === sinkArn)) throw conflict('The account is linked to this sink already.');
    if (own.length >= MOST_LINKS) throw overQuota(`An account has at most ${MOST_LINKS} links in a region.`);
    assertAllowed(call, 'CreateLink', sinkArn, ResourceTypes);
    const id = randomUUID();
    const link: Link = {
      id,
      arn: arnOf(call, 'link', id),
      sinkArn,
      label: labelOf(LabelTemplate, call.account),
      labelTemplate: LabelTemplate,
      resourceTypes: ResourceTypes,
      configuration: changed({}, LinkConfiguration),
      tags: Tags,
    };
    state.links.put(scope, id, link);
    return { ...described(link), Tags };
  };

  const getLink: Operation<Identified> = (call) => {
    const link = state.link(call, call.input.Identifier);
    return { ...described(link), Tags: call.input.IncludeTags ? link.tags : undefined };
  };

  const updateLink: Operation<UpdateLinkInput> = (call) => {
    const { Identifier, ResourceTypes, LinkConfiguration, IncludeTags } = call.input;
    const before = state.link(call, Identifier);
    assertAllowed(call, 'UpdateLink', before.sinkArn, ResourceTypes);
    const link: Link = {
      ...before,
      resourceTypes: ResourceTypes,
      configuration: changed(before.configuration, LinkConfiguration),
    };
    state.links.put(scopeOf(call), link.id, link);
    return { ...described(link), Tags: IncludeTags ? link.tags : undefined };
  };

  const listLinks: Operation<Listing> = (call) => {
    const { MaxResults = MOST_LINKS, NextToken } = call.input;
    const { items, next } = page(state.links.list(scopeOf(call)), MaxResults, NextToken, ({ id }) => id);
    return {
      Items: items.map(({ arn, id, label, resourceTypes, sinkArn }) => ({
        Arn: arn,
        Id: id,
        Label: label,
        ResourceTypes: resourceTypes,
        SinkArn: sinkArn,
      })),
      NextToken: next,
    };
  };

  const deleteLink: Operation<Identified> = (call) => {
    state.links.delete(scopeOf(call), state.link(call, call.input.Identifier).id);
    return {};
  };

  function assertLinkable({ account, region }: Call<unknown>, sinkArn: string): void {
    const id = idIn(sinkArn, 'sink');
    const place = parseArn(sinkArn);
    if (id === undefined || place?.region !== region || !state.sinks.has(scopeOfArn(sinkArn), id)) {
      throw invalid(`There is no sink ${sinkArn} in this region.`);
    }
    if (place.account === account) throw invalid('An account cannot be linked to its own sink.');
  }

  /** The refusal is IAM's; that this is what a sink's policy answers with is unverified. */
  function assertAllowed(
    call: Call<unknown>,
    action: LinkAction,
    sinkArn: string,
    resourceTypes: readonly string[],
  ): void {
    const sink = state.sinks.get(scopeOfArn(sinkArn), idIn(sinkArn, 'sink') ?? '');
    if (sink && mayLink(sink, { action, account: call.account, caller: call.caller.arn, resourceTypes })) return;
    throw new AwsError(
      'AccessDeniedException',
      `User: ${call.caller.arn} is not authorized to perform: oam:${action} on resource: ${sinkArn}`,
      { status: 403 },
    );
  }

  return {
    CreateLink: createLink,
    GetLink: getLink,
    UpdateLink: updateLink,
    ListLinks: listLinks,
    DeleteLink: deleteLink,
  };
}

/** Nothing here knows an account's name or address: its number stands for both. */
const labelOf = (template: string, account: string): string =>
  template.replaceAll(/\$Account(Name|EmailNoDomain|Email)/g, account);

/** A filter that is not given stays as it was. */
function changed(before: LinkConfiguration, given: LinkConfiguration = {}): LinkConfiguration {
  const { LogGroupConfiguration: groups, MetricConfiguration: metrics } = { ...before, ...given };
  return {
    ...(isFilter(groups, 'LogGroupName') && { LogGroupConfiguration: groups }),
    ...(isFilter(metrics, 'Namespace') && { MetricConfiguration: metrics }),
  };
}

/** @throws AwsError InvalidParameterException for one that cannot be read */
function isFilter(part: LinkConfiguration['LogGroupConfiguration'], term: 'LogGroupName' | 'Namespace'): boolean {
  if (part === undefined || part.Filter === ALL) return false;
  parseShareFilter(part.Filter, term);
  return true;
}

const described = ({ arn, id, label, labelTemplate, resourceTypes, sinkArn, configuration }: Link) => ({
  Arn: arn,
  Id: id,
  Label: label,
  LabelTemplate: labelTemplate,
  LinkConfiguration: Object.keys(configuration).length > 0 ? configuration : undefined,
  ResourceTypes: resourceTypes,
  SinkArn: sinkArn,
});
