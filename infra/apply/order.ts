import { type Resource, references } from '../resource.ts';
import { ApplyError } from './errors.ts';

/**
 * The resources, each behind those it refers to or depends on, otherwise as the plan lists them.
 * @throws ApplyError when references go round in a circle or to nothing
 */
export function inOrder(resources: readonly Resource[]): Resource[] {
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  const done = new Set<string>();
  const path = new Set<string>();
  const ordered: Resource[] = [];

  function visit(resource: Resource): void {
    if (done.has(resource.id)) return;
    if (path.has(resource.id)) throw new ApplyError(resource, 'refers to itself, by way of what it refers to');
    path.add(resource.id);
    for (const id of [...references(resource.properties), ...(resource.dependsOn ?? [])]) {
      const needed = byId.get(id);
      if (!needed) throw new ApplyError(resource, `refers to ${id}, which the plan does not have`);
      visit(needed);
    }
    path.delete(resource.id);
    done.add(resource.id);
    ordered.push(resource);
  }

  for (const resource of resources) visit(resource);
  return ordered;
}
