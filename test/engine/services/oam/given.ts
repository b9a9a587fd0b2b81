import { expect, onTestFinished } from 'vitest';
import { oam } from '../../../../engine/services/oam/index.ts';
import { oamCaller } from '../../../support/oam.ts';
import { serveServices } from '../../../support/serve.ts';

export const MONITORING = '111122223333';
export const SOURCE = '444455556666';
export const LOG_GROUPS = 'AWS::Logs::LogGroup';
export const METRICS = 'AWS::CloudWatch::Metric';

/** A policy as the API reference has it: these accounts may share these types. */
export const policyFor = (accounts: readonly string[], types: readonly string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: accounts },
        Resource: '*',
        Action: ['oam:CreateLink', 'oam:UpdateLink'],
        Condition: { 'ForAllValues:StringEquals': { 'oam:ResourceTypes': types } },
      },
    ],
  });

/** Observability Access Manager alone, with callers of two accounts; closed after the test. */
export async function givenOam() {
  const served = await serveServices({ oam });
  onTestFinished(() => served.close());
  return {
    as: (account: string, region?: string) => oamCaller(served.url, account, region),
    monitoring: oamCaller(served.url, MONITORING),
    source: oamCaller(served.url, SOURCE),
    ports: served.services.oam.ports,
  };
}

/** The same with a sink under a policy. */
export async function givenSink(policy = policyFor([SOURCE], [LOG_GROUPS, METRICS])) {
  const given = await givenOam();
  const created = await given.monitoring('CreateSink', { Name: 'central' });
  const { Arn: sinkArn } = created as { Arn: string };
  await given.monitoring('PutSinkPolicy', { SinkIdentifier: sinkArn, Policy: policy });
  const link = (more: object = {}) => ({
    LabelTemplate: 'app $AccountName',
    ResourceTypes: [LOG_GROUPS],
    SinkIdentifier: sinkArn,
    ...more,
  });
  return { ...given, sinkArn, link };
}

export const arnOf = (answer: unknown): string => {
  expect(answer).toHaveProperty('Arn');
  return (answer as { Arn: string }).Arn;
};
