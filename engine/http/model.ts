import type { ServiceDefinition } from '../service.ts';
import { readServiceSchema, type ServiceSchema } from './schemas.ts';

const loading = new WeakMap<ServiceDefinition, Promise<ServiceSchema>>();
const loaded = new WeakMap<ServiceDefinition, ServiceSchema>();

/** The service's model, read from its SDK client at the first request it gets. A promise only until it is there. */
export function schemaOf(definition: ServiceDefinition): ServiceSchema | Promise<ServiceSchema> {
  const known = loaded.get(definition);
  if (known) return known;
  let pending = loading.get(definition);
  if (!pending) {
    pending = definition.sdk().then((sdk) => {
      const schema = readServiceSchema(sdk);
      loaded.set(definition, schema);
      return schema;
    });
    loading.set(definition, pending);
  }
  return pending;
}
