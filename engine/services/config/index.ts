import { defineService } from '../../service.ts';
import { Signal } from '../../signal.ts';
import { type ConfigEvent, complianceEvent, itemEvent } from './bus-events.ts';
import { channels } from './channels.ts';
import { compliance } from './compliance.ts';
import { evaluations } from './evaluations.ts';
import { Invocations } from './invocations.ts';
import { ManagedRules } from './managed.ts';
import { packs } from './packs.ts';
import { queries } from './queries.ts';
import { recorders } from './recorders.ts';
import { Recording } from './recording.ts';
import { resources } from './resources.ts';
import { rules } from './rules.ts';
import { ConfigState } from './state.ts';

export type { ConfigEvent } from './bus-events.ts';
export type { ComplianceChange } from './messages.ts';
export type { ItemChange } from './recording.ts';

/**
 * AWS Config: the recorder, configuration items and their history, rules and what they find.
 *
 * Ports: `record` takes an item of the engine's own services in, `itemChanged` and `complianceChanged` tell what came of it, `told`
 * goes to the event bus. Rules of one's own are delivered under kind `lambda`.
 */
export const config = defineService({
  sdk: () => import('@aws-sdk/client-config-service'),
  signingName: 'config',
  validationCode: 'ValidationException',
  create(parts) {
    const state = new ConfigState(parts);
    const recording = new Recording(state);
    const invocations = new Invocations(state);
    const verdicts = evaluations(state);
    const managed = new ManagedRules(state, verdicts.put);
    const told = new Signal<ConfigEvent>();
    recording.changed.to(
      (change) => invocations.changed(change),
      (change) => managed.changed(change),
      (change) => told.tell(itemEvent(change, parts.clock.now())),
    );
    verdicts.changed.to((change) => told.tell(complianceEvent(change, parts.clock.now())));
    const ownRules = rules(state, invocations, managed);
    return {
      operations: {
        ...recorders(state),
        ...channels(state),
        ...resources(state, recording),
        ...ownRules.operations,
        ...packs(state, ownRules),
        ...verdicts.operations,
        ...compliance(state),
        ...queries(state),
      },
      start: () => managed.start(),
      ports: {
        record: (item: Parameters<Recording['record']>[0]) => recording.record(item),
        itemChanged: recording.changed,
        complianceChanged: verdicts.changed,
        told,
      },
    };
  },
});
