import { createHash } from 'node:crypto';
import type {
  ConfigRule,
  ConformancePackComplianceType,
  ConformancePackDetail,
  DeleteConformancePackRequest,
  DescribeConformancePackComplianceRequest,
  DescribeConformancePackComplianceResponse,
  DescribeConformancePackStatusRequest,
  DescribeConformancePackStatusResponse,
  DescribeConformancePacksRequest,
  DescribeConformancePacksResponse,
  GetConformancePackComplianceDetailsRequest,
  GetConformancePackComplianceDetailsResponse,
  GetConformancePackComplianceSummaryRequest,
  GetConformancePackComplianceSummaryResponse,
  ListConformancePackComplianceScoresRequest,
  ListConformancePackComplianceScoresResponse,
  PutConformancePackRequest,
  PutConformancePackResponse,
} from '@aws-sdk/client-config-service';
import {
  type ConformancePack,
  coverageOf,
  PackError,
  readConformancePack,
} from '../../../core/conformance-pack/index.ts';
import { scopeOf } from '../../arn.ts';
import type { Call, Operation } from '../../service.ts';
import { resultOf } from './compliance.ts';
import { invalid, refusals } from './errors.ts';
import { packCompliance } from './pack-compliance.ts';
import { remediationOf, ruleName, ruleOf } from './pack-parts.ts';
import { pageByPlace } from './paging.ts';
import type { Remediation } from './remediation-state.ts';
import type { ConfigState, Pack, Rule } from './state.ts';

const PAGE = 20;

interface OwnRules {
  put(call: Call<unknown>, rule: ConfigRule): void;
  remove(call: Call<unknown>, rule: Rule): void;
}

/** The content of an object; undefined where there is none. */
export type ReadFile = (bucket: string, key: string) => Buffer | undefined;

/** Conformance packs: a template's rules made, asked about and taken away together, its remediations with them. */
export function packs(state: ConfigState, own: OwnRules, configure: (scope: string, remediation: Remediation) => void) {
  const kept = state.packs;
  let readFile: ReadFile = () => undefined;

  const putConformancePack: Operation<PutConformancePackRequest, PutConformancePackResponse> = (call) => {
    const { ConformancePackName: name = '', ConformancePackInputParameters: parameters = [] } = call.input;
    const template = templateOf(call.input);
    const scope = scopeOf(call);
    const values = Object.fromEntries(parameters.map((each) => [each.ParameterName!, each.ParameterValue!]));
    const pack = read(template, values);
    const before = kept.get(scope, name);
    const id =
      before?.id ?? `conformance-pack-${createHash('sha256').update(`${scope}/${name}`).digest('hex').slice(0, 9)}`;
    const arn = `arn:aws:config:${call.region}:${call.account}:conformance-pack/${name}/${id}`;
    // Checks that people do are listed by the template alone: no service has a verdict on them.
    const rules = pack.rules.filter((rule) => coverageOf(rule) !== 'process check').map((rule) => ruleOf(rule, id));
    state.parts.store.write(() => {
      const names = rules.map(({ ConfigRuleName }) => ConfigRuleName!);
      for (const gone of (before?.rules ?? []).filter((each) => !names.includes(each))) removeRule(call, gone);
      for (const rule of rules) own.put(call, rule);
      const putHere = new Set(names);
      for (const each of pack.remediations) {
        const rule = ruleName(each.ruleName, id);
        // Of a process check there is no rule to remedy.
        if (putHere.has(rule)) configure(scope, remediationOf(each, rule, call));
      }
      const inputs = parameters.map((each) => ({
        ParameterName: each.ParameterName!,
        ParameterValue: each.ParameterValue!,
      }));
      kept.put(scope, name, { name, arn, id, rules: names, parameters: inputs, updatedAt: state.parts.clock.now() });
    });
    return { ConformancePackArn: arn };
  };

  function templateOf(given: PutConformancePackRequest): string {
    const { TemplateBody: body, TemplateS3Uri: uri } = given;
    if (given.TemplateSSMDocumentDetails)
      throw invalid('trailkeeper reads no conformance pack from a document of Systems Manager.');
    if (!body === !uri) throw refusals.badTemplate('Give either TemplateBody or TemplateS3Uri.');
    if (body) return body;
    const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri ?? '') ?? [];
    const object = readFile(bucket, key);
    if (!object) throw refusals.badTemplate(`The template ${uri} cannot be read.`);
    return object.toString();
  }

  const deleteConformancePack: Operation<DeleteConformancePackRequest, void> = (call) => {
    remove(call, find(call, call.input.ConformancePackName!).name);
  };

  function remove(call: Call<unknown>, name: string): void {
    const pack = kept.get(scopeOf(call), name);
    state.parts.store.write(() => {
      for (const rule of pack?.rules ?? []) removeRule(call, rule);
      kept.delete(scopeOf(call), name);
    });
  }

  const describeConformancePacks: Operation<DescribeConformancePacksRequest, DescribeConformancePacksResponse> = (
    call,
  ) => {
    const { items, next } = pageByPlace(named(call, call.input.ConformancePackNames), PAGE, call.input.NextToken);
    return { ConformancePackDetails: items.map(detailOf), NextToken: next };
  };

  const describeConformancePackStatus: Operation<
    DescribeConformancePackStatusRequest,
    DescribeConformancePackStatusResponse
  > = (call) => {
    const { items, next } = pageByPlace(named(call, call.input.ConformancePackNames), PAGE, call.input.NextToken);
    return {
      ConformancePackStatusDetails: items.map((pack) => ({
        ConformancePackName: pack.name,
        ConformancePackId: pack.id,
        ConformancePackArn: pack.arn,
        ConformancePackState: 'CREATE_COMPLETE',
        StackArn: pack.arn,
        LastUpdateRequestedTime: new Date(pack.updatedAt),
        LastUpdateCompletedTime: new Date(pack.updatedAt),
      })),
      NextToken: next,
    };
  };

  const describeConformancePackCompliance: Operation<
    DescribeConformancePackComplianceRequest,
    DescribeConformancePackComplianceResponse
  > = (call) => {
    const pack = find(call, call.input.ConformancePackName!);
    const { ComplianceType: type, ConfigRuleNames: names } = call.input.Filters ?? {};
    const found = pack.rules
      .filter((name) => !names?.length || names.includes(name))
      .map((name) => ({
        ConfigRuleName: name,
        ComplianceType: packCompliance(state, scopeOf(call), [name]),
        Controls: [],
      }))
      .filter(({ ComplianceType }) => type === undefined || ComplianceType === type);
    const { items, next } = pageByPlace(found, call.input.Limit || 1000, call.input.NextToken);
    return { ConformancePackName: pack.name, ConformancePackRuleComplianceList: items, NextToken: next };
  };

  const details: Operation<GetConformancePackComplianceDetailsRequest, GetConformancePackComplianceDetailsResponse> = (
    call,
  ) => {
    const pack = find(call, call.input.ConformancePackName!);
    const { ComplianceType: type, ConfigRuleNames: names } = call.input.Filters ?? {};
    const found = pack.rules
      .filter((name) => !names?.length || names.includes(name))
      .flatMap((name) => state.evaluations.ofRule(scopeOf(call), name))
      .filter(({ compliance }) => type === undefined || compliance === type);
    const { items, next } = pageByPlace(found, call.input.Limit || 10, call.input.NextToken);
    const results = items.map((record) => ({ ...resultOf(record), ComplianceType: packType(record.compliance) }));
    return { ConformancePackName: pack.name, ConformancePackRuleEvaluationResults: results, NextToken: next };
  };

  const summary: Operation<GetConformancePackComplianceSummaryRequest, GetConformancePackComplianceSummaryResponse> = (
    call,
  ) => {
    const { items, next } = pageByPlace(named(call, call.input.ConformancePackNames), PAGE, call.input.NextToken);
    return {
      ConformancePackComplianceSummaryList: items.map((pack) => ({
        ConformancePackName: pack.name,
        ConformancePackComplianceStatus: packCompliance(state, scopeOf(call), pack.rules),
      })),
      NextToken: next,
    };
  };

  function removeRule(call: Call<unknown>, name: string): void {
    const rule = state.rules.get(scopeOf(call), name);
    if (rule) own.remove(call, rule);
  }

  const named = (call: Call<unknown>, names: readonly string[] | undefined): Pack[] =>
    names?.length ? names.map((name) => find(call, name)) : kept.list(scopeOf(call));

  function find(call: Call<unknown>, name: string): Pack {
    const pack = kept.get(scopeOf(call), name);
    if (!pack) throw refusals.noSuchPack(name);
    return pack;
  }

  const scores: Operation<ListConformancePackComplianceScoresRequest, ListConformancePackComplianceScoresResponse> = (
    call,
  ) => {
    const { Filters, SortOrder, Limit, NextToken } = call.input;
    const found = kept
      .list(scopeOf(call))
      .filter(({ name }) => Filters?.ConformancePackNames?.includes(name) ?? true)
      .map(({ name, rules }) => ({ ConformancePackName: name, ...scoreOf(scopeOf(call), rules) }));
    if (SortOrder) {
      const sign = SortOrder === 'ASCENDING' ? 1 : -1;
      found.sort((a, b) => sign * (Number.parseFloat(a.Score) - Number.parseFloat(b.Score)));
    }
    const { items, next } = pageByPlace(found, Limit || PAGE, NextToken);
    return { ConformancePackComplianceScores: items, NextToken: next };
  };

  /** The share of rules and resources that comply, among those judged. */
  function scoreOf(scope: string, rules: readonly string[]) {
    const found = rules.flatMap((name) => state.evaluations.ofRule(scope, name));
    const complying = found.filter(({ compliance }) => compliance === 'COMPLIANT').length;
    const LastUpdatedTime =
      found.length > 0 ? new Date(Math.max(...found.map(({ recordedAt }) => recordedAt))) : undefined;
    const Score = found.length > 0 ? String((100 * complying) / found.length) : 'INSUFFICIENT_DATA';
    return { Score, LastUpdatedTime };
  }

  return {
    put: putConformancePack,
    remove,
    templatesBy: (read: ReadFile): void => {
      readFile = read;
    },
    operations: {
      PutConformancePack: putConformancePack,
      DeleteConformancePack: deleteConformancePack,
      DescribeConformancePacks: describeConformancePacks,
      DescribeConformancePackStatus: describeConformancePackStatus,
      DescribeConformancePackCompliance: describeConformancePackCompliance,
      GetConformancePackComplianceDetails: details,
      GetConformancePackComplianceSummary: summary,
      ListConformancePackComplianceScores: scores,
    },
  };
}

function read(text: string, values: Readonly<Record<string, string>>): ConformancePack {
  try {
    return readConformancePack(text, values);
  } catch (error) {
    throw error instanceof PackError ? refusals.badTemplate(error.message) : error;
  }
}

const packType = (type: string): ConformancePackComplianceType =>
  type === 'COMPLIANT' || type === 'NON_COMPLIANT' ? type : 'INSUFFICIENT_DATA';

const detailOf = (pack: Pack): ConformancePackDetail => ({
  ConformancePackName: pack.name,
  ConformancePackArn: pack.arn,
  ConformancePackId: pack.id,
  ConformancePackInputParameters: pack.parameters.map((each) => ({ ...each })),
  LastUpdateRequestedTime: new Date(pack.updatedAt),
});
