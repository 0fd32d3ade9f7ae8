import { asString, entryOf, property, type FragmentMap, type Node, type TemplateEditor } from '../../template/index';
import type { Method } from '../../topology/index';
import { isWrittenOut } from '../../topology/query/written-out';

/** Where OpenAPI declares what API Gateway calls `method.request.<place>`. */
const placesInOpenApi: Readonly<Record<string, string>> = { path: 'path', querystring: 'query', header: 'header' };

/** Why parameters cannot be declared on a method, or `undefined` when they can. */
export function cannotDeclare(method: Method): string | undefined {
  const { owner, declaration } = method;
  const holder = owner.kind === 'method' ? owner.properties : 'node' in declaration ? declaration.node : undefined;
  const key = owner.kind === 'method' ? 'RequestParameters' : 'parameters';
  if (holder?.kind !== 'mapping') return 'its properties are not written out';
  return isWrittenOut(holder, key) ? undefined : `its ${key} are put together elsewhere`;
}

/**
 * Declares parameters, as `method.request.path.id`, on a method or an operation. Path parameters are required, others
 * are not. Names that are declared already must be left out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html
 */
export function declareParameters(editor: TemplateEditor, method: Method, names: readonly string[]): void {
  const { owner, declaration } = method;
  if (names.length === 0) return;
  if (owner.kind === 'method') {
    if (owner.properties) addEntries(editor, owner.properties, 'RequestParameters', requiredOf(names));
  } else if ('node' in declaration && declaration.node.kind === 'mapping') {
    const items = names.map((name) => toOpenApi(owner.body?.at, name));
    const list = property(declaration.node, 'parameters');
    if (list?.kind === 'sequence') for (const item of items) editor.insertItem(list, item);
    else editor.setEntry(declaration.node, 'parameters', items, { before: 'x-amazon-apigateway-integration' });
  }
}

/** Adds entries to a mapping of strings under `key`, or makes the mapping. */
export function addEntries(editor: TemplateEditor, owner: Node, key: string, entries: FragmentMap): void {
  if (owner.kind !== 'mapping') return;
  const known = entryOf(owner, key);
  if (known?.value.kind !== 'mapping') editor.setEntry(owner, key, entries);
  else
    for (const [name, value] of Object.entries(entries))
      if (value !== undefined) editor.setEntry(known.value, name, value);
}

function requiredOf(names: readonly string[]): FragmentMap {
  return Object.fromEntries(names.map((name) => [name, name.startsWith('method.request.path.')]));
}

function toOpenApi(body: Node | undefined, parameter: string): FragmentMap {
  const [, , place = '', ...rest] = parameter.split('.');
  const isSwagger = asString(property(body, 'swagger')) !== undefined;
  return {
    name: rest.join('.'),
    in: placesInOpenApi[place] ?? 'query',
    required: place === 'path',
    ...(isSwagger ? { type: 'string' } : { schema: { type: 'string' } }),
  };
}
