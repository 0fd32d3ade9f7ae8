import { property } from '../../template/index';
import { readString, type Action, type List } from '../../topology/index';
import type {
  ActionModel,
  AuthenticateAction,
  FixedResponseAction,
  JwtAction,
  RedirectAction,
  WeightedTargetGroup,
} from '../model';
import { defined } from './defined';
import { jsonTexts, jsonValue } from './json-value';
import type { Scene } from './scene';
import { placeOfBlock, spanOf } from './spans';

/** The actions of a listener or rule that are there; `name` is how sentences call their owner. */
export function actionModels(scene: Scene, actions: List<Action> | undefined, name: string): readonly ActionModel[] {
  if (actions?.unknown || actions?.reference)
    scene.assume(`Some actions of ${name} are put together at deployment and are left out.`);
  return scene.items(actions).flatMap((action) => actionModel(scene, action, name) ?? []);
}

function actionModel(scene: Scene, action: Action, name: string): ActionModel | undefined {
  const type = scene.text(action.type);
  const common = defined({ ...placeOfBlock(action.at, action.at), order: scene.number(action.order) });
  switch (type) {
    case 'forward':
      return defined({
        ...common,
        type,
        targetGroups: weightedGroups(scene, action, name),
        stickiness: stickinessOf(scene, action),
      });
    case 'redirect':
      return defined({ ...common, type, ...redirectOf(scene, action) });
    case 'fixed-response':
      return defined({ ...common, type, ...fixedResponseOf(scene, action) });
    case 'authenticate-cognito':
    case 'authenticate-oidc':
      return defined({ ...common, type, ...authenticationOf(scene, action) });
    case 'jwt-validation':
      return defined({ ...common, type, ...jwtOf(scene, action) });
    default:
      scene.assume(`An action of ${name} is left out: its type is not known.`);
      return undefined;
  }
}

/** The groups that an action forwards to. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html */
export function weightedGroups(scene: Scene, action: Action, name: string): readonly WeightedTargetGroup[] {
  return scene.items(action.targetGroups).flatMap((weighted): WeightedTargetGroup[] => {
    const targetGroup = scene.text(weighted.arn);
    if (targetGroup === undefined) {
      scene.assume(`A target group of ${name} is left out, because it is not known.`);
      return [];
    }
    return [defined({ at: spanOf(weighted.at), targetGroup, weight: scene.number(weighted.weight) })];
  });
}

function stickinessOf(
  scene: Scene,
  { stickiness }: Action,
): { readonly enabled: boolean; readonly durationSeconds?: number } | undefined {
  return (
    stickiness &&
    defined({
      enabled: scene.boolean(stickiness.enabled) ?? false,
      durationSeconds: scene.number(stickiness.durationSeconds),
    })
  );
}

function redirectOf(scene: Scene, { redirect }: Action): Omit<RedirectAction, 'type' | 'order'> {
  const text = (part: 'protocol' | 'host' | 'port' | 'path' | 'query' | 'statusCode'): string | undefined =>
    scene.text(redirect?.[part]);
  return defined({
    statusCode: text('statusCode') === 'HTTP_301' ? ('HTTP_301' as const) : ('HTTP_302' as const),
    protocol: text('protocol'),
    host: text('host'),
    port: text('port'),
    path: text('path'),
    query: text('query'),
  });
}

function fixedResponseOf(scene: Scene, { fixedResponse }: Action): Omit<FixedResponseAction, 'type' | 'order'> {
  return defined({
    statusCode: scene.text(fixedResponse?.statusCode) ?? '503',
    contentType: scene.text(fixedResponse?.contentType),
    messageBody: scene.text(fixedResponse?.messageBody),
  });
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html */
function authenticationOf(scene: Scene, action: Action): Omit<AuthenticateAction, 'type' | 'order'> {
  const config = property(action.at, 'AuthenticateOidcConfig') ?? property(action.at, 'AuthenticateCognitoConfig');
  const text = (key: string): string | undefined => scene.text(readString(config && property(config, key)));
  const domain = text('UserPoolDomain');
  return defined({
    onUnauthenticatedRequest: scene.text(
      action.onUnauthenticatedRequest,
    ) as AuthenticateAction['onUnauthenticatedRequest'],
    authorizationEndpoint:
      text('AuthorizationEndpoint') ??
      (domain === undefined ? undefined : `https://${domain}.auth.us-east-1.amazoncognito.com/oauth2/authorize`),
    clientId: text('ClientId') ?? text('UserPoolClientId'),
    scope: text('Scope'),
    sessionCookieName: text('SessionCookieName'),
    extraParameters: jsonTexts(scene, config && property(config, 'AuthenticationRequestExtraParams')),
  });
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html */
function jwtOf(scene: Scene, action: Action): Omit<JwtAction, 'type' | 'order'> {
  const config = property(action.at, 'JwtValidationConfig');
  const claims = jsonValue(scene, config && property(config, 'AdditionalClaims'));
  return defined({
    jwksEndpoint: scene.text(readString(config && property(config, 'JwksEndpoint'))),
    issuer: scene.text(readString(config && property(config, 'Issuer'))),
    additionalClaims: Array.isArray(claims) ? claims.flatMap((claim: unknown) => claimOf(claim) ?? []) : undefined,
  });
}

type Claim = NonNullable<JwtAction['additionalClaims']>[number];

function claimOf(value: unknown): Claim | undefined {
  const { Name: name, Format: format, Values: values } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string' || !Array.isArray(values)) return undefined;
  return { name, format: (format ?? 'single-string') as Claim['format'], values: values.map(String) };
}
