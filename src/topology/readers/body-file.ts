import { property, resolveAlias, type Node } from '../../template/index';
import type { BodyFile } from '../model';
import { readString } from '../read-value';
import type { Value } from '../value';

/**
 * Reads what names the file of a body: a path, `s3://bucket/key`, or `{ Bucket, Key }`. A key is looked for beside the
 * template: its whole path first, then its last part.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-restapi-s3location.html
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html
 */
export function readBodyFile(location: Node | undefined): BodyFile | undefined {
  if (!location) return undefined;
  const key = property(location, 'Key');
  const text = endOf(readString(key ?? location));
  const paths = text === undefined ? [] : pathsOf(text, key !== undefined);
  const isLocal = !key && text !== undefined && paths.length > 0 && !text.includes('://');
  return { at: key ?? location, paths, isLocal, functions: false };
}

/**
 * The file of `Fn::Transform: { Name: AWS::Include, Parameters: { Location } }`, which is put in the place of the
 * function. Functions in it are worked out there.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
 */
export function readInclude(node: Node | undefined): BodyFile | undefined {
  const written = resolveAlias(node);
  const call =
    written?.kind === 'intrinsic' && written.name === 'Fn::Transform'
      ? written.argument
      : written?.kind === 'mapping'
        ? property(written, 'Fn::Transform')
        : undefined;
  const name = readString(call && property(call, 'Name'));
  const location = call && property(call, 'Parameters', 'Location');
  if (name?.kind !== 'literal' || name.value !== 'AWS::Include' || !location) return undefined;
  const file = readBodyFile(location);
  return file && { ...file, functions: true };
}

/** The text as far as its end is written out: `s3://${Bucket}/api.yaml` ends with `/api.yaml`. */
function endOf(value: Value<string> | undefined): string | undefined {
  if (value?.kind === 'literal') return value.value;
  const last = value?.kind === 'text' ? value.parts.at(-1) : undefined;
  if (last?.kind !== 'literal' || !last.value.includes('/')) return undefined;
  return `s3://bucket${last.value.slice(last.value.indexOf('/'))}`;
}

function pathsOf(text: string, isKey: boolean): readonly string[] {
  const url = /^[a-z][a-z0-9+.-]*:\/\/[^/]*\/(.*)$/i.exec(text);
  if (!url && !isKey) return /^[a-z][a-z0-9+.-]*:/i.test(text) ? [] : [text];
  const path = (url?.[1] ?? text).replace(/[?#].*$/, '').replace(/^\/+/, '');
  return [...new Set([path, path.slice(path.lastIndexOf('/') + 1)])].filter((part) => part !== '');
}
