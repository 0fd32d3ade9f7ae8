import type { Dialect, Language } from './document';
import type { Piece } from './split/piece';
import { split } from './split/split';

/**
 * Says what a text is, without parsing it: a look at its lines (YAML) or brackets (JSON).
 *
 * A template has `AWSTemplateFormatVersion`, or the SAM transform, or `Resources` of which one has a type such as
 * `AWS::EC2::VPC` or `Custom::Thing`, all at its top level.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export function detect(text: string, language?: Language): Dialect {
  return isBinary(text) ? 'none' : dialectOf(text, split(text, language));
}

/** True for a text with NUL characters, which neither YAML nor JSON allows. */
export function isBinary(text: string): boolean {
  return text.includes('\0');
}

/** The dialect of a text that is divided already. */
export function dialectOf(text: string, pieces: readonly Piece[]): Dialect {
  const whole = pieces.find(({ kind }) => kind === 'document');
  if (whole) return dialectOfWhole(text);
  let template = false;
  let sam = false;
  for (const { top, start, end } of pieces) {
    if (top === 'AWSTemplateFormatVersion') template = true;
    else if (top === 'Transform') sam ||= samTransform.test(text.slice(start, end));
    else if (top === 'Resources') template ||= resourceType.test(text.slice(start, end));
  }
  if (sam) return 'sam';
  return template ? 'cloudformation' : 'none';
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-serverless.html
const samTransform = /AWS::Serverless-/;

/** `Type: AWS::EC2::VPC`, also in quotes and in braces. */
const resourceType = /(?:^|[\s{,])["']?Type["']?[ \t]*:\s*["']?[A-Za-z0-9]+::[A-Za-z0-9]/;

const wholeTemplate = /^[ \t]*[{,]?\s*["']?AWSTemplateFormatVersion["']?\s*:/m;
const wholeResources = /^[ \t]*[{,]?\s*["']?Resources["']?\s*:/m;
const wholeTransform = /^[ \t]*[{,]?\s*["']?Transform["']?\s*:[^:]*AWS::Serverless-/m;

/** A text that could not be divided (half typed JSON, YAML in braces) is judged by what its lines look like. */
function dialectOfWhole(text: string): Dialect {
  if (wholeTransform.test(text)) return 'sam';
  return wholeTemplate.test(text) || (wholeResources.test(text) && resourceType.test(text)) ? 'cloudformation' : 'none';
}
