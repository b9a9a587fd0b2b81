import type { CloudTrailRecord } from '../../../core/cloudtrail/index.ts';
import { defineService } from '../../service.ts';
import { aggregateCompliance } from './aggregate-compliance.ts';
import { aggregateResources } from './aggregate-resources.ts';
import { aggregators } from './aggregators.ts';
import { authorizations } from './authorizations.ts';
import { changeNotice } from './change-notice.ts';
import { ChannelFiles, type PutFile } from './channel-files.ts';
import { channels } from './channels.ts';
import { compliance } from './compliance.ts';
import { refusalOf } from './errors.ts';
import { evaluations } from './evaluations.ts';
import { TrailItems } from './from-trail.ts';
import { HistoryFiles } from './history-files.ts';
import { Invocations } from './invocations.ts';
import { ManagedRules } from './managed.ts';
import { complianceMessage } from './messages.ts';
import { Notices } from './notices.ts';
import { organisationPacks } from './organisation-packs.ts';
import { packs } from './packs.ts';
import { queries } from './queries.ts';
import { recorders } from './recorders.ts';
import { Recording } from './recording.ts';
import { remediationExceptions } from './remediation-exceptions.ts';
import { RemediationExecutions } from './remediation-executions.ts';
import { remediations } from './remediations.ts';
import { resources } from './resources.ts';
import { retention } from './retention.ts';
import { rules } from './rules.ts';
import { Schedule } from './schedule.ts';
import { Snapshots } from './snapshots.ts';
import { ConfigState } from './state.ts';
import { storedQueries } from './stored-queries.ts';
import { tags } from './tags.ts';

export type { ConfigFile } from './channel-files.ts';
export type { ComplianceChange } from './messages.ts';
export type { ConfigEvent } from './notices.ts';
export type { ItemChange } from './recording.ts';

/**
 * AWS Config: the recorder, configuration items and their history, rules and what they find.
 *
 * Ports: `record` takes an item in, `called` records what calls did to resources, `configuration` is a resource's latest; `itemChanged` and
 * `complianceChanged` tell what came of it, `told` goes to the event bus, `filesBy` is told how files get into a delivery channel's bucket. Rules of one's own are delivered under kind
 * `lambda`, notifications of a delivery channel under `sns`, calls that start a remediation's document and ask how far it is under `automation-call`.
 */
export const config = defineService({
  sdk: () => import('@aws-sdk/client-config-service'),
  signingName: 'config',
  validationCode: 'ValidationException',
  refusal: refusalOf,
  create(parts) {
    const state = new ConfigState(parts);
    const recording = new Recording(state);
    const trailItems = new TrailItems(state, recording);
    const files = new ChannelFiles();
    const notices = new Notices(state);
    const history = new HistoryFiles(state, files, notices);
    const snapshots = new Snapshots(state, files, notices);
    const schedule = new Schedule(state, {
      history: (scope) => history.deliver(scope),
      endDay: (scope) => recording.daily.endDay(scope),
      snapshot: (scope) => {
        const channel = state.activeChannel(scope);
        if (channel) snapshots.deliver(scope, channel);
      },
    });
    const verdicts = evaluations(state);
    const invocations = new Invocations(state, files, verdicts.put);
    const managed = new ManagedRules(state, verdicts.put);
    recording.changed.to((change) => {
      const notice = changeNotice(state, files, change);
      invocations.changed(change, notice);
      managed.changed(change);
      notices.tell(change.scope, notice);
    });
    snapshots.delivered.to((delivered) => invocations.snapshotDelivered(delivered));
    verdicts.changed.to((change) => {
      const { rule, now, scope } = change;
      notices.tell(scope, {
        detailType: 'Config Rules Compliance Change',
        subject: `${now.resourceType} ${now.resourceId} is ${now.compliance} with ${rule.name} in`,
        text: JSON.stringify(complianceMessage(change, parts.clock.now())),
      });
    });
    const ownRules = rules(state, invocations, managed, notices);
    const executions = new RemediationExecutions(state);
    verdicts.failed.to((resource) => executions.failed(resource));
    const bundled = packs(state, ownRules, (scope, remediation) => executions.configure(scope, remediation));
    const kept = retention(state);
    const collecting = aggregators(state);
    return {
      operations: {
        ...recorders(state, (scope) => schedule.set(scope)),
        ...channels(state, files, schedule),
        ...snapshots.operations(),
        ...kept.operations,
        ...resources(state, recording),
        ...ownRules.operations,
        ...bundled.operations,
        ...organisationPacks(state, bundled),
        ...verdicts.operations,
        ...compliance(state),
        ...queries(state),
        ...storedQueries(state),
        ...authorizations(state),
        ...collecting.operations,
        ...aggregateResources(state, collecting.shown),
        ...aggregateCompliance(state, collecting.shown),
        ...remediations(state, executions),
        ...remediationExceptions(state),
        ...executions.operations(),
        ...tags(state),
      },
      start: () => {
        schedule.start();
        kept.start();
        invocations.start();
        managed.start();
        executions.start();
      },
      ports: {
        configuration: (scope: string, type: string, id: string): unknown =>
          state.items.latest(scope, type, id)?.configuration ?? undefined,
        record: (item: Parameters<Recording['record']>[0]) => recording.record(item),
        called: (records: readonly CloudTrailRecord[]) => trailItems.play(records),
        itemChanged: recording.changed,
        complianceChanged: verdicts.changed,
        told: notices.told,
        filesBy: (put: PutFile) => files.connect(put),
        functionsBy: ownRules.functionsBy,
        templatesBy: bundled.templatesBy,
        automationAnswered: executions.answered,
      },
    };
  },
});
