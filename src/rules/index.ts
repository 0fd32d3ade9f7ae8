import albBehindV1Link from './alb-behind-v1-link';
import albTargetNotTcp from './alb-target-not-tcp';
import balancerNameOverHttps from './balancer-name-over-https';
import danglingReference from './dangling-reference';
import disallowedUriPort from './disallowed-uri-port';
import droppedProxyPath from './dropped-proxy-path';
import duplicatePriority from './duplicate-priority';
import duplicateVpcLink from './duplicate-vpc-link';
import httpApiTargetNotListener from './http-api-target-not-listener';
import ignoredConnectionId from './ignored-connection-id';
import legacyVpcLink from './legacy-vpc-link';
import linkWithoutSecurityGroup from './link-without-security-group';
import listenerAsIntegrationTarget from './listener-as-integration-target';
import listenerAsUri from './listener-as-uri';
import missingConnectionId from './missing-connection-id';
import missingIntegrationHttpMethod from './missing-integration-http-method';
import missingIntegrationResponses from './missing-integration-responses';
import missingIntegrationTarget from './missing-integration-target';
import missingLinkSubnets from './missing-link-subnets';
import missingListenerDependency from './missing-listener-dependency';
import missingStageVariable from './missing-stage-variable';
import missingUri from './missing-uri';
import misspelledIntegrationTarget from './misspelled-integration-target';
import nlbBridge from './nlb-bridge';
import nlbWithTwoLinks from './nlb-with-two-links';
import noSuchPathParameter from './no-such-path-parameter';
import reservedHeaderMapping from './reserved-header-mapping';
import type { Rule } from './rule';
import severalLinkTargets from './several-link-targets';
import stageVariableAsIntegrationTarget from './stage-variable-as-integration-target';
import streamWithoutProxy from './stream-without-proxy';
import timeoutOverIdleTimeout from './timeout-over-idle-timeout';
import timeoutOverQuota from './timeout-over-quota';
import timeoutTooShort from './timeout-too-short';
import tlsConfigInMethod from './tls-config-in-method';
import undeclaredRequestParameter from './undeclared-request-parameter';
import unescapedStageVariable from './unescaped-stage-variable';
import unexpectedIntegrationTarget from './unexpected-integration-target';
import unmappedPathParameter from './unmapped-path-parameter';
import unusedVpcLink from './unused-vpc-link';
import uriWithoutScheme from './uri-without-scheme';
import v1LinkInHttpApi from './v1-link-in-http-api';
import websocketApiOnV2Link from './websocket-api-on-v2-link';
import wrongAlbTargetPort from './wrong-alb-target-port';
import wrongConnectionId from './wrong-connection-id';
import wrongIntegrationTarget from './wrong-integration-target';
import wrongLinkTags from './wrong-link-tags';
import wrongListenerPort from './wrong-listener-port';
import wrongPrivateIntegrationType from './wrong-private-integration-type';
import wrongUriScheme from './wrong-uri-scheme';

export { defineRule, type Report, type Rule, type RuleContext, type Severity } from './rule';

/** Every rule, by id. */
export const allRules: readonly Rule[] = [
  albBehindV1Link,
  albTargetNotTcp,
  balancerNameOverHttps,
  danglingReference,
  disallowedUriPort,
  droppedProxyPath,
  duplicatePriority,
  duplicateVpcLink,
  httpApiTargetNotListener,
  ignoredConnectionId,
  legacyVpcLink,
  linkWithoutSecurityGroup,
  listenerAsIntegrationTarget,
  listenerAsUri,
  missingConnectionId,
  missingIntegrationHttpMethod,
  missingIntegrationResponses,
  missingIntegrationTarget,
  missingLinkSubnets,
  missingListenerDependency,
  missingStageVariable,
  missingUri,
  misspelledIntegrationTarget,
  nlbBridge,
  nlbWithTwoLinks,
  noSuchPathParameter,
  reservedHeaderMapping,
  severalLinkTargets,
  stageVariableAsIntegrationTarget,
  streamWithoutProxy,
  timeoutOverIdleTimeout,
  timeoutOverQuota,
  timeoutTooShort,
  tlsConfigInMethod,
  undeclaredRequestParameter,
  unescapedStageVariable,
  unexpectedIntegrationTarget,
  unmappedPathParameter,
  unusedVpcLink,
  uriWithoutScheme,
  v1LinkInHttpApi,
  websocketApiOnV2Link,
  wrongAlbTargetPort,
  wrongConnectionId,
  wrongIntegrationTarget,
  wrongLinkTags,
  wrongListenerPort,
  wrongPrivateIntegrationType,
  wrongUriScheme,
];
