import { asString, property, type TemplateDocument } from '../../template/index';
import { bodyUris } from '../api-file';
import { readResource } from '../readers/index';
import { nestedUri } from '../scope';

/** What a template names of other files. */
export interface NamedFiles {
  /** The templates of nested stacks and applications that are given by a relative path. */
  readonly nested: readonly string[];
  /** For each API whose body is in a file: where the file may be, the likeliest place first. */
  readonly bodies: readonly (readonly string[])[];
  /** Those of the bodies that have to be on the author's disk, by URI, as they are written. */
  readonly local: ReadonlyMap<string, string>;
}

const naming = new Set([
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGatewayV2::Api',
  'AWS::CloudFormation::Stack',
  'AWS::Serverless::Api',
  'AWS::Serverless::Application',
  'AWS::Serverless::HttpApi',
]);

const none: NamedFiles = { nested: [], bodies: [], local: new Map() };

/** Reads the URIs of the files that a template names. Looks at the resources alone that can name any. */
export function namedFiles(document: TemplateDocument): NamedFiles {
  if (document.dialect === 'none' || document.dialect === 'openapi') return none;
  const nested = new Set<string>();
  const bodies = new Map<string, readonly string[]>();
  const local = new Map<string, string>();
  for (const entry of document.entries('Resources')) {
    if (!naming.has(asString(property(entry.value, 'Type')) ?? '')) continue;
    const resource = readResource(entry);
    if (resource?.kind === 'nested-stack') {
      const uri = nestedUri(resource);
      if (uri !== undefined) nested.add(uri);
    } else if (resource?.kind === 'rest-api' || resource?.kind === 'http-api') {
      const uris = bodyUris(resource.uri, resource.bodyFile);
      if (uris.length > 0) bodies.set(uris.join('\n'), uris);
      if (resource.bodyFile?.isLocal) local.set(uris[0]!, resource.bodyFile.paths[0]!);
    }
  }
  return { nested: [...nested], bodies: [...bodies.values()], local };
}
