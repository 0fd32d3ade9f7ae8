import { references, type TemplateDocument } from '../../template/index';

/** True when the resource `from` cannot be made before `on`, directly or not: by `Ref`, `Fn::GetAtt`, `Fn::Sub` or `DependsOn`. */
export function dependsOn(document: TemplateDocument, from: string, on: string): boolean {
  const edges = new Map<string, Set<string>>();
  for (const section of document.sections) {
    for (const { owner, name } of references(section)) {
      const id = section.path[1] ?? owner;
      if (id === undefined) continue;
      const names = edges.get(id) ?? new Set<string>();
      edges.set(id, names.add(name));
    }
  }
  const seen = new Set<string>();
  const open = [from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const name of edges.get(next) ?? []) {
      if (name === on) return true;
      if (seen.has(name)) continue;
      seen.add(name);
      open.push(name);
    }
  }
  return false;
}
