import addSecurityGroupRule from './add-security-group-rule';
import checkAlbOverHttp from './check-alb-over-http';
import declareRequestParameter from './declare-request-parameter';
import dependOnListener from './depend-on-listener';
import dependOnMethods from './depend-on-methods';
import enableAlbHealthCheck from './enable-alb-health-check';
import escapeStageVariable from './escape-stage-variable';
import freePriority from './free-priority';
import mapPathParameter from './map-path-parameter';
import passLoadBalancerArn from './pass-load-balancer-arn';
import removeAlbTargetZone from './remove-alb-target-zone';
import removeIntegrationTarget from './remove-integration-target';
import removeTlsConfig from './remove-tls-config';
import removeUnusedNlbBridge from './remove-unused-nlb-bridge';
import renameIntegrationTarget from './rename-integration-target';
import reshapeLinkTags from './reshape-link-tags';
import setConnectionType from './set-connection-type';
import setIntegrationHttpMethod from './set-integration-http-method';
import setIntegrationTarget from './set-integration-target';
import useAlbListenerPort from './use-alb-listener-port';
import useListenerPort from './use-listener-port';
import useListenerScheme from './use-listener-scheme';
import useTcpToAlb from './use-tcp-to-alb';
import useVpcLinkV2ToNlb from './use-vpc-link-v2-to-nlb';
import type { Step } from './step';

/** The steps that cure single findings, by id. Those that take a bridge out are `conversionSteps`. */
export const fixSteps: readonly Step[] = [
  addSecurityGroupRule,
  checkAlbOverHttp,
  declareRequestParameter,
  dependOnListener,
  dependOnMethods,
  enableAlbHealthCheck,
  escapeStageVariable,
  freePriority,
  mapPathParameter,
  passLoadBalancerArn,
  removeAlbTargetZone,
  removeIntegrationTarget,
  removeTlsConfig,
  removeUnusedNlbBridge,
  renameIntegrationTarget,
  reshapeLinkTags,
  setConnectionType,
  setIntegrationHttpMethod,
  setIntegrationTarget,
  useAlbListenerPort,
  useListenerPort,
  useListenerScheme,
  useTcpToAlb,
  useVpcLinkV2ToNlb,
];
