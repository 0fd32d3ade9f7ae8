/**
 * What covers the cases that no general runner can drive: an ordinary test whose name holds the case's id, or the
 * reason why the case lies outside the simulator.
 */
export type Coverage = { readonly test: string } | { readonly reason: string };

/** Files under test/simulate, without their ending. */
const router = { test: 'gateway/router' };
const stage = { test: 'gateway/stage' };
const headers = { test: 'gateway/headers' };
const content = { test: 'gateway/content' };
const template = { test: 'gateway/template' };
const answers = { test: 'gateway/answers' };
const access = { test: 'gateway/access' };
const albActions = { test: 'alb/actions' };
const albErrors = { test: 'alb/errors' };
const albRules = { test: 'alb/rules' };
const nlb = { test: 'nlb/nlb' };
const link = { test: 'link/link' };

const controlPlane = {
  reason: 'refused or stored by the control plane when a resource is made; no request is involved',
};
const lambda = { reason: 'what a Lambda function returns; integrations of type AWS and AWS_PROXY are not simulated' };
const importing = {
  reason: 'how an import of OpenAPI places base paths; the simulator takes resources as they result',
};
const testInvoke = {
  reason: 'TestInvokeMethod of the control plane; the same method is called through its stage here',
};

export const coverage: Readonly<Record<string, Coverage>> = {
  'alb-actions/redirect-must-change-something': controlPlane,
  'alb-actions/fixed-response-allowed-codes': controlPlane,
  'alb-actions/weights-equal': albActions,
  'alb-actions/weights-one-to-two': albActions,
  'alb-actions/one-final-action': controlPlane,
  'alb-errors/400-single-header-over-16k': albErrors,
  'alb-errors/400-headers-over-64k': albErrors,
  'alb-errors/463-xff-over-30': albErrors,
  'alb-errors/501-transfer-encoding': albErrors,
  'alb-errors/502-connection-refused': albErrors,
  'alb-errors/504-connect-timeout': albErrors,
  'alb-errors/target-errors-pass': albErrors,
  'alb-errors/500-transform-fails': albRules,
  'alb-errors/fail-open-all-unhealthy': albErrors,
  'alb-errors/unhealthy-skipped': albErrors,
  'alb-errors/desync-space-in-header-name': albErrors,
  'alb-path/values-and-regex-exclusive': controlPlane,
  'alb-query-header-method-sourceip/config-method-lowercase': controlPlane,
  'alb-query-header-method-sourceip/config-query-without-value': controlPlane,
  'alb-transforms/accepted-whole-host-and-path': controlPlane,
  'apigw-errors/default-missing-authentication-token': stage,
  'apigw-errors/default-request-too-large': stage,
  'apigw-errors/default-bad-request-body': access,
  'apigw-errors/default-api-configuration-error': answers,
  'apigw-errors/default-5xx-applies-to-integration-failure': answers,
  'apigw-errors/default-5xx-applies-to-api-configuration-error': answers,
  'apigw-errors/put-status-only-clears-the-rest': controlPlane,
  'apigw-errors/lambda-proxy-unknown-property': lambda,
  'apigw-errors/integration-failure-reports-500': answers,
  'apigw-errors/unit-api-key-message': access,
  'apigw-errors/unit-status-default-4xx': answers,
  'apigw-errors/docs-integration-timeout': answers,
  'apigw-http-proxy-headers/http-params-visible-to-template': headers,
  'apigw-http-proxy-headers/aws-proxy-event-headers': lambda,
  'apigw-http-proxy-headers/header-name-case-in-event': lambda,
  'apigw-http-proxy-headers/aws-proxy-trace-id-kept': headers,
  'apigw-http-proxy-headers/unit-trace-id-sampled-default': headers,
  'apigw-http-proxy-headers/docs-method-override-header': stage,
  'apigw-params/stage-variable-missing-host-log': testInvoke,
  'apigw-params/stage-variable-in-template-unset': template,
  'apigw-params/validator-missing-header': access,
  'apigw-params/validator-missing-query': access,
  'apigw-params/validator-invalid-body': access,
  'apigw-params/validator-empty-body-get': access,
  'apigw-params/config-invalid-http-uri': controlPlane,
  'apigw-routing/path-plain': router,
  'apigw-routing/path-trailing-slash': router,
  'apigw-routing/path-inner-double-slash': router,
  'apigw-routing/path-double-slash-after-stage': router,
  'apigw-routing/path-trailing-slash-with-query': stage,
  'apigw-routing/path-percent-encoding-kept': router,
  'apigw-routing/query-duplicate-keys-last-wins': headers,
  'apigw-routing/import-basepath-prepend-variable': importing,
  'apigw-routing/import-basepath-split-url': importing,
  'apigw-routing/test-invoke-path': testInvoke,
  'apigw-routing/unit-path-named-like-stage': stage,
  'apigw-vtl/lambda-selection-pattern-400': answers,
  'apigw-vtl/lambda-selection-pattern-500': answers,
  'apigw-vtl/binary-lambda-accept-star-test': content,
  'apigw-vtl/unit-util-escape-single-quote': template,
  'nlb/combination-tcp-alb': nlb,
  'nlb/combination-tls-alb': controlPlane,
  'nlb/combination-tcp-lambda': controlPlane,
  'nlb/alb-target-port-must-match-listener': nlb,
  'nlb/no-listener-on-port': nlb,
  'nlb/health-check-defaults': nlb,
  'nlb/client-ip-default-ip-targets-tcp': nlb,
  'vpc-link/v1-connection-id-patched': link,
  'vpc-link/v1-invalid-target-arn': controlPlane,
  'vpc-link/v1-empty-name': controlPlane,
  'vpc-link/v1-unknown-id': controlPlane,
  'vpc-link/v2-pathless-uri': link,
  'vpc-link/v2-stage-in-path': link,
  'vpc-link/v2-same-account': controlPlane,
};
