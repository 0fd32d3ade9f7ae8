/** Security schemes, models and gateway responses of an OpenAPI body or of an `AWS::Serverless::Api`. */
import { asString, entriesOf, property, type Node } from '../../template/index';
import { readString, type OpenApiBody, type Operation, type RestApi } from '../../topology/index';
import type { AuthorizerModel, GatewayModel, GatewayResponseModel, MethodModel, ModelSchema } from '../model';
import { defined } from './defined';
import { jsonTexts, jsonValue } from './json-value';
import type { Scene } from './scene';
import { placeOfBlock, spanOf } from './spans';

type Parts = Required<Pick<GatewayModel, 'models' | 'gatewayResponses' | 'authorizers'>>;

/** Reads the parts that a body declares, and what SAM lets an API declare beside it. */
export function openApiParts(scene: Scene, api: RestApi): Parts {
  const root = api.body?.at;
  const serverless = api.serverless ? api.properties : undefined;
  return {
    models: {
      ...schemasOf(scene, property(root, 'definitions')),
      ...schemasOf(scene, property(root, 'components', 'schemas')),
      ...schemasOf(scene, property(serverless, 'Models')),
    },
    gatewayResponses: {
      ...gatewayResponsesOf(scene, property(root, 'x-amazon-apigateway-gateway-responses')),
      ...samResponsesOf(scene, property(serverless, 'GatewayResponses')),
    },
    authorizers: api.body ? authorizersOf(scene, api.body) : {},
  };
}

/** Which authorization an operation asks for. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html */
export function guardsOf(
  scene: Scene,
  body: OpenApiBody,
  operation: Operation,
): Pick<MethodModel, 'apiKeyRequired' | 'authorizationType' | 'authorizer'> {
  let guards: Pick<MethodModel, 'apiKeyRequired' | 'authorizationType' | 'authorizer'> = operation.apiKeyRequired
    ? { apiKeyRequired: true }
    : {};
  for (const name of operation.security) {
    const scheme = schemesOf(body).find(({ key }) => asString(key) === name)?.value;
    const authorizer = scheme && authorizerModel(scene, name, scheme);
    if (authorizer) {
      const isCognito = authorizer.type === 'COGNITO_USER_POOLS';
      guards = { ...guards, authorizationType: isCognito ? 'COGNITO_USER_POOLS' : 'CUSTOM', authorizer: name };
    } else if (asString(property(scheme, 'x-amazon-apigateway-authtype'))?.toLowerCase() === 'awssigv4') {
      guards = { ...guards, authorizationType: 'AWS_IAM' };
    } else if (asString(property(scheme, 'name'))?.toLowerCase() === 'x-api-key') {
      guards = { ...guards, apiKeyRequired: true };
    }
  }
  return guards;
}

function authorizersOf(scene: Scene, body: OpenApiBody): Readonly<Record<string, AuthorizerModel>> {
  const entries = schemesOf(body).flatMap(({ key, value }) => {
    const name = asString(key);
    const authorizer = name === undefined ? undefined : authorizerModel(scene, name, value);
    return name === undefined || !authorizer ? [] : [[name, authorizer] as const];
  });
  return Object.fromEntries(entries);
}

function authorizerModel(scene: Scene, name: string, scheme: Node): AuthorizerModel | undefined {
  const node = property(scheme, 'x-amazon-apigateway-authorizer');
  const textAt = (key: string): string | undefined => scene.text(readString(property(node, key)));
  const type = textAt('type')?.toUpperCase();
  if (!node || (type !== 'TOKEN' && type !== 'REQUEST' && type !== 'COGNITO_USER_POOLS')) return undefined;
  // A token is read from the header that the scheme names.
  const header = scene.text(readString(property(scheme, 'name')));
  const fromHeader = header === undefined || type === 'REQUEST' ? undefined : `method.request.header.${header}`;
  return defined({
    at: spanOf(node),
    logicalId: name,
    name,
    type,
    identitySource: textAt('identitySource') ?? fromHeader,
    identityValidationExpression: textAt('identityValidationExpression'),
  });
}

function schemesOf(body: OpenApiBody): ReturnType<typeof entriesOf> {
  return entriesOf(property(body.at, 'components', 'securitySchemes') ?? property(body.at, 'securityDefinitions'));
}

function schemasOf(scene: Scene, node: Node | undefined): Readonly<Record<string, ModelSchema>> {
  const entries = entriesOf(node).flatMap(({ key, value }) => {
    const schema = jsonValue(scene, value);
    return typeof schema === 'object' && schema !== null ? [[String(key.value), schema as ModelSchema] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.html */
function gatewayResponsesOf(scene: Scene, node: Node | undefined): Readonly<Record<string, GatewayResponseModel>> {
  const entries = entriesOf(node).map(({ key, value }) => {
    const model: GatewayResponseModel = defined({
      ...placeOfBlock(key, value),
      statusCode: scene.text(readString(property(value, 'statusCode'))),
      responseParameters: jsonTexts(scene, property(value, 'responseParameters')),
      responseTemplates: jsonTexts(scene, property(value, 'responseTemplates')),
    });
    return [String(key.value), model] as const;
  });
  return Object.fromEntries(entries);
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-gatewayresponseobject.html */
function samResponsesOf(scene: Scene, node: Node | undefined): Readonly<Record<string, GatewayResponseModel>> {
  const entries = entriesOf(node).map(({ key, value }) => {
    const headers = jsonTexts(scene, property(value, 'ResponseParameters', 'Headers')) ?? {};
    const model: GatewayResponseModel = defined({
      ...placeOfBlock(key, value),
      statusCode: scene.text(readString(property(value, 'StatusCode'))),
      responseParameters: Object.fromEntries(
        Object.entries(headers).map(([name, text]) => [`gatewayresponse.header.${name}`, text]),
      ),
      responseTemplates: jsonTexts(scene, property(value, 'ResponseTemplates')),
    });
    return [String(key.value), model] as const;
  });
  return Object.fromEntries(entries);
}
