import { asString, itemsOf, resolveAlias, type TemplateDocument } from '../../template/index';
import type { Topology } from '../index';

const cache = new WeakMap<TemplateDocument, boolean>();

/** Transforms that add no resources of the kinds Unbridge reads, besides those of `AWS::Serverless` types. */
const harmless =
  /^AWS::(Serverless-2016-10-31|LanguageExtensions|SecretsManager-\d{4}-\d{2}-\d{2}|CodeDeployBlueGreen)$/;

/**
 * True when all resources of a template are written out in it. A loop (`Fn::ForEach`), an include or a macro may make
 * more, so that what seems to be missing may be there after all.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html
 */
export function isWhole(topology: Topology, uri: string): boolean {
  const document = topology.document(uri);
  if (!document) return false;
  let whole = cache.get(document);
  if (whole === undefined) cache.set(document, (whole = readsWhole(document)));
  return whole;
}

/** True when that holds for every template at hand. */
export function allWhole(topology: Topology): boolean {
  return topology.documents.every(({ uri }) => isWhole(topology, uri));
}

function readsWhole(document: TemplateDocument): boolean {
  const transform = resolveAlias(document.value('Transform'));
  const names = transform?.kind === 'sequence' ? itemsOf(transform) : transform ? [transform] : [];
  if (!names.every((name) => harmless.test(asString(name) ?? ''))) return false;
  return document.entries('Resources').every(({ key }) => !asString(key)?.startsWith('Fn::'));
}
