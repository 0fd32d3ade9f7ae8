import albBehindV1Link from './alb-behind-v1-link';
import albEgressBlocked from './alb-egress-blocked';
import albGroupBehindAlb from './alb-group-behind-alb';
import albGroupBehindOtherListener from './alb-group-behind-other-listener';
import albTargetInOtherVpc from './alb-target-in-other-vpc';
import albTargetNotAlb from './alb-target-not-alb';
import albTargetNotTcp from './alb-target-not-tcp';
import albTargetTcpHealthCheck from './alb-target-tcp-health-check';
import albTargetWithZone from './alb-target-with-zone';
import authenticateWithoutHttps from './authenticate-without-https';
import balancerNameOverHttps from './balancer-name-over-https';
import childOfGreedyPath from './child-of-greedy-path';
import circularSecurityGroups from './circular-security-groups';
import danglingReference from './dangling-reference';
import disabledAlbHealthCheck from './disabled-alb-health-check';
import disallowedUriPort from './disallowed-uri-port';
import droppedProxyPath from './dropped-proxy-path';
import duplicateListenerPort from './duplicate-listener-port';
import duplicateMethod from './duplicate-method';
import duplicatePathPart from './duplicate-path-part';
import duplicatePriority from './duplicate-priority';
import duplicateStageName from './duplicate-stage-name';
import duplicateVpcLink from './duplicate-vpc-link';
import enforcedPrivateLinkRules from './enforced-private-link-rules';
import failingAlbHealthCheck from './failing-alb-health-check';
import hostAsHttpHeader from './host-as-http-header';
import httpApiTargetNotListener from './http-api-target-not-listener';
import http2TargetBehindApi from './http2-target-behind-api';
import ignoredConnectionId from './ignored-connection-id';
import impossibleCondition from './impossible-condition';
import internetFacingBalancer from './internet-facing-balancer';
import invalidPathPart from './invalid-path-part';
import invalidPathPattern from './invalid-path-pattern';
import invalidStageVariable from './invalid-stage-variable';
import legacyVpcLink from './legacy-vpc-link';
import linkEgressBlocked from './link-egress-blocked';
import linkIngressBlocked from './link-ingress-blocked';
import linkOutsideVpc from './link-outside-vpc';
import linkWithoutSecurityGroup from './link-without-security-group';
import listenerAsIntegrationTarget from './listener-as-integration-target';
import listenerAsUri from './listener-as-uri';
import loginBehindApi from './login-behind-api';
import lookUpWithoutSub from './look-up-without-sub';
import methodOfOtherApi from './method-of-other-api';
import missingAuthorizer from './missing-authorizer';
import missingCertificate from './missing-certificate';
import missingConnectionId from './missing-connection-id';
import missingIntegrationHttpMethod from './missing-integration-http-method';
import missingIntegrationResponses from './missing-integration-responses';
import missingIntegrationTarget from './missing-integration-target';
import missingLinkSubnets from './missing-link-subnets';
import missingListenerDependency from './missing-listener-dependency';
import missingMethodDependency from './missing-method-dependency';
import missingMethodResponse from './missing-method-response';
import missingStageVariable from './missing-stage-variable';
import missingUri from './missing-uri';
import misspelledIntegrationTarget from './misspelled-integration-target';
import nlbBridge from './nlb-bridge';
import nlbEgressBlocked from './nlb-egress-blocked';
import nlbIngressBlocked from './nlb-ingress-blocked';
import nlbWithTwoLinks from './nlb-with-two-links';
import noSuchPathParameter from './no-such-path-parameter';
import noTerminalAction from './no-terminal-action';
import priorityOutOfRange from './priority-out-of-range';
import redirectBehindApi from './redirect-behind-api';
import redirectLoop from './redirect-loop';
import redirectToHttp from './redirect-to-http';
import repeatedCondition from './repeated-condition';
import reservedHeaderMapping from './reserved-header-mapping';
import type { Rule } from './rule';
import ruleOutOfApiReach from './rule-out-of-api-reach';
import severalAlbTargets from './several-alb-targets';
import severalLinkTargets from './several-link-targets';
import shadowedRule from './shadowed-rule';
import singleZoneAlb from './single-zone-alb';
import stageOfOtherApi from './stage-of-other-api';
import stageVariableAsIntegrationTarget from './stage-variable-as-integration-target';
import streamWithoutProxy from './stream-without-proxy';
import targetGroupOnTwoBalancers from './target-group-on-two-balancers';
import targetIngressBlocked from './target-ingress-blocked';
import timeoutOverIdleTimeout from './timeout-over-idle-timeout';
import timeoutOverQuota from './timeout-over-quota';
import timeoutTooShort from './timeout-too-short';
import tlsConfigInMethod from './tls-config-in-method';
import tooManyConditionValues from './too-many-condition-values';
import tooManyWildcards from './too-many-wildcards';
import transformOnDefaultRule from './transform-on-default-rule';
import undeclaredRequestParameter from './undeclared-request-parameter';
import undeclaredResponseHeader from './undeclared-response-header';
import unescapedStageVariable from './unescaped-stage-variable';
import unexpectedIntegrationTarget from './unexpected-integration-target';
import unmappedPathParameter from './unmapped-path-parameter';
import unservedMethod from './unserved-method';
import unsupportedRegex from './unsupported-regex';
import unusedNlbBridge from './unused-nlb-bridge';
import unusedVpcLink from './unused-vpc-link';
import uriWithoutScheme from './uri-without-scheme';
import v1LinkInHttpApi from './v1-link-in-http-api';
import variablePathSiblings from './variable-path-siblings';
import websocketApiOnV2Link from './websocket-api-on-v2-link';
import wrongAlbTargetPort from './wrong-alb-target-port';
import wrongConnectionId from './wrong-connection-id';
import wrongIntegrationTarget from './wrong-integration-target';
import wrongLinkTags from './wrong-link-tags';
import wrongLinkTarget from './wrong-link-target';
import wrongListenerPort from './wrong-listener-port';
import wrongListenerProtocol from './wrong-listener-protocol';
import wrongPrivateIntegrationType from './wrong-private-integration-type';
import wrongUriScheme from './wrong-uri-scheme';

export { defineRule, type Report, type Rule, type RuleContext, type RuleText, type Severity } from './rule';

/** Every rule, by id. */
export const allRules: readonly Rule[] = [
  albBehindV1Link,
  albEgressBlocked,
  albGroupBehindAlb,
  albGroupBehindOtherListener,
  albTargetInOtherVpc,
  albTargetNotAlb,
  albTargetNotTcp,
  albTargetTcpHealthCheck,
  albTargetWithZone,
  authenticateWithoutHttps,
  balancerNameOverHttps,
  childOfGreedyPath,
  circularSecurityGroups,
  danglingReference,
  disabledAlbHealthCheck,
  disallowedUriPort,
  droppedProxyPath,
  duplicateListenerPort,
  duplicateMethod,
  duplicatePathPart,
  duplicatePriority,
  duplicateStageName,
  duplicateVpcLink,
  enforcedPrivateLinkRules,
  failingAlbHealthCheck,
  hostAsHttpHeader,
  httpApiTargetNotListener,
  http2TargetBehindApi,
  ignoredConnectionId,
  impossibleCondition,
  internetFacingBalancer,
  invalidPathPart,
  invalidPathPattern,
  invalidStageVariable,
  legacyVpcLink,
  linkEgressBlocked,
  linkIngressBlocked,
  linkOutsideVpc,
  linkWithoutSecurityGroup,
  listenerAsIntegrationTarget,
  listenerAsUri,
  loginBehindApi,
  lookUpWithoutSub,
  methodOfOtherApi,
  missingAuthorizer,
  missingCertificate,
  missingConnectionId,
  missingIntegrationHttpMethod,
  missingIntegrationResponses,
  missingIntegrationTarget,
  missingLinkSubnets,
  missingListenerDependency,
  missingMethodDependency,
  missingMethodResponse,
  missingStageVariable,
  missingUri,
  misspelledIntegrationTarget,
  nlbBridge,
  nlbEgressBlocked,
  nlbIngressBlocked,
  nlbWithTwoLinks,
  noSuchPathParameter,
  noTerminalAction,
  priorityOutOfRange,
  redirectBehindApi,
  redirectLoop,
  redirectToHttp,
  repeatedCondition,
  reservedHeaderMapping,
  ruleOutOfApiReach,
  severalAlbTargets,
  severalLinkTargets,
  shadowedRule,
  singleZoneAlb,
  stageOfOtherApi,
  stageVariableAsIntegrationTarget,
  streamWithoutProxy,
  targetGroupOnTwoBalancers,
  targetIngressBlocked,
  timeoutOverIdleTimeout,
  timeoutOverQuota,
  timeoutTooShort,
  tlsConfigInMethod,
  tooManyConditionValues,
  tooManyWildcards,
  transformOnDefaultRule,
  undeclaredRequestParameter,
  undeclaredResponseHeader,
  unescapedStageVariable,
  unexpectedIntegrationTarget,
  unmappedPathParameter,
  unservedMethod,
  unsupportedRegex,
  unusedNlbBridge,
  unusedVpcLink,
  uriWithoutScheme,
  v1LinkInHttpApi,
  variablePathSiblings,
  websocketApiOnV2Link,
  wrongAlbTargetPort,
  wrongConnectionId,
  wrongIntegrationTarget,
  wrongLinkTags,
  wrongLinkTarget,
  wrongListenerPort,
  wrongListenerProtocol,
  wrongPrivateIntegrationType,
  wrongUriScheme,
];
