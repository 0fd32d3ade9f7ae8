import type { Dialect, Language } from './document';
import type { Piece } from './split/piece';
import { split } from './split/split';

/**
 * Says what a text is, without parsing it: a look at its lines (YAML) or brackets (JSON).
 *
 * A template has `AWSTemplateFormatVersion`, or the SAM transform, or `Resources` of which one has a type such as
 * `AWS::EC2::VPC` or `Custom::Thing`, all at its top level.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 *
 * An OpenAPI 3 or Swagger 2 document counts only where it has extensions of API Gateway.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
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
  let version = false;
  let paths = false;
  for (const { top, start, end } of pieces) {
    if (top === 'AWSTemplateFormatVersion') template = true;
    else if (top === 'Transform') sam ||= samTransform.test(text.slice(start, end));
    else if (top === 'Resources') template ||= resourceType.test(text.slice(start, end));
    else if (top === 'openapi' || top === 'swagger') version = true;
    else if (top === 'paths') paths = true;
  }
  if (sam) return 'sam';
  if (template) return 'cloudformation';
  return version && paths && text.includes(gatewayExtension) ? 'openapi' : 'none';
}

const gatewayExtension = 'x-amazon-apigateway-';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-serverless.html
const samTransform = /AWS::Serverless-/;

/** `Type: AWS::EC2::VPC`, also in quotes and in braces. */
const resourceType = /(?:^|[\s{,])["']?Type["']?[ \t]*:\s*["']?[A-Za-z0-9]+::[A-Za-z0-9]/;

const wholeTemplate = /^[ \t]*[{,]?\s*["']?AWSTemplateFormatVersion["']?\s*:/m;
const wholeResources = /^[ \t]*[{,]?\s*["']?Resources["']?\s*:/m;
const wholeVersion = /^[ \t]*[{,]?\s*["']?(?:openapi|swagger)["']?\s*:/m;
const wholePaths = /(?:^|[{,])[ \t]*["']?paths["']?\s*:/m;
const wholeTransform = /^[ \t]*[{,]?\s*["']?Transform["']?\s*:[^:]*AWS::Serverless-/m;

/** A text that could not be divided (half typed JSON, YAML in braces) is judged by what its lines look like. */
function dialectOfWhole(text: string): Dialect {
  if (wholeTransform.test(text)) return 'sam';
  if (wholeTemplate.test(text) || (wholeResources.test(text) && resourceType.test(text))) return 'cloudformation';
  const isOpenApi = text.includes(gatewayExtension) && wholeVersion.test(text) && wholePaths.test(text);
  return isOpenApi ? 'openapi' : 'none';
}
