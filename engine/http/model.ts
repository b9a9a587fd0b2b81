import type { ServiceDefinition } from '../service.ts';
import { InputChecker } from './constraints/checker.ts';
import { readTable } from './constraints/table.ts';
import { RestRouter } from './rest-router.ts';
import { readServiceSchema, type ServiceSchema } from './schemas.ts';

export interface Model {
  readonly schema: ServiceSchema;
  readonly router: RestRouter;
  readonly checker: InputChecker;
}

const loading = new WeakMap<ServiceDefinition, Promise<Model>>();
const loaded = new WeakMap<ServiceDefinition, Model>();

/** The service's model, read from its SDK client at the first request it gets. A promise only until it is there. */
export function modelOf(definition: ServiceDefinition): Model | Promise<Model> {
  const known = loaded.get(definition);
  if (known) return known;
  let pending = loading.get(definition);
  if (!pending) {
    pending = definition.sdk().then((sdk) => {
      const schema = readServiceSchema(sdk);
      const checker = new InputChecker(
        readTable(definition.signingName),
        definition.validationCode,
        definition.refusal,
      );
      const model = { schema, router: new RestRouter(schema), checker };
      loaded.set(definition, model);
      return model;
    });
    loading.set(definition, pending);
  }
  return pending;
}
