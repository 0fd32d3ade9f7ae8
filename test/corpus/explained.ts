/**
 * What INDEX.tsv calls ideal for a file and Unbridge does not say of the file alone, with the reason. A file that is not
 * here is reported as it says. By the beginning of the file's name.
 */
export const explained: Readonly<Record<string, string>> = {
  'broken/pagopa__oneidentity':
    'Terraform fills in the %{ if } lines before it is JSON: they are reported as what keeps the file from being read, and nothing is edited.',
  'cfn-v1-nlb-alb/aws-samples__serverless-patterns__cognito-restapi-vpclink_targetgroup':
    'Both balancers are parameters here, so nothing is said of this file alone; with the template that nests it the bridge is found and converted.',
  'cfn-v1-nlb-alb/aws-samples__serverless-patterns__cognito-restapi-vpclink_template':
    'The nested templates are followed when they are at hand; alone the link is only called legacy.',
  'cfn-v1-nlb-alb/govuk-one-login__orchestration-frontend':
    'No API and no link is in sight, so the NLB may be there for its own sake; internet-facing-balancer speaks once a link leads to the ALB.',
  'cfn-v1-nlb-alb/pagopa__pn-infra':
    'The methods are in other templates, so the conversion is refused with that reason; the second listener and the outputs keep the NLB.',
  'cfn-v1-nlb/aws-samples__serverless-patterns__apigw-rest-api-vpclink':
    'What the NLB forwards to is a question that only its owner can answer: the link is called legacy, nothing is converted.',
  'cfn-v1-nlb/blockscale__ecs-rpc-service__templates_api-gateway':
    'Link and URI are parameters: the integrations are drawn to what stands outside, and there is nothing to convert.',
  'cfn-v1-nlb/pagopa__pn-downtime-logs':
    'The link is a parameter, so its version is not known and it is not called legacy; the warning is a true one: the path has no such parameter.',
  'cfn-v1-nlb/pagopa__pn-infra__runtime-infra_fragments_api-gw-private-proxy':
    'Link and ALB come by parameters, whose versions are not known, so nothing is said; the tree shows both as outside.',
  'openapi/SPHTech-Platform':
    'The link is a stage variable that Terraform sets: unknown here, drawn as outside, refused with the reason.',
  'openapi/aws-samples__aws-modern-application-workshop':
    'Whether the placeholder stands for a V1 or a V2 link is not told: refused with the reason. The repeated key in the file is reported.',
  'openapi/getmoto':
    'The link is a literal id, so its version is not known. The errors are true ones: the mapped headers are not declared.',
  'openapi/pagopa__pn-bff':
    'No AWS page says that integrationTarget may be a stage variable, so none is written into the 107 operations: refused with the reason.',
  'openapi/pagopa__pn-mandate': 'As pn-bff.',
  'openapi/pagopa__oneidentity':
    'Terraform fills in host and link: unknown here, refused with the reason, responses stay.',
  'openapi/aws-samples__serverless-samples__fargate-private-api':
    'Names are resolved with the template beside it. The warnings are true ones: API Gateway sets X-Amzn-Trace-Id itself.',
  'sam/aws-samples__serverless-patterns__multi-account-private-apigw':
    'There is no ALB: the link is called legacy, and the fix use-vpc-link-v2-to-nlb is offered instead of a bridge.',
  'sam/kimberlyamandalu__apigw-private-integrations__rest-api':
    'The NLB is found by its export when its template is at hand; it leads to an instance, so there is no bridge.',
};

/** The explanation for a file, if there is one. */
export function explanationOf(file: string): string | undefined {
  return Object.entries(explained).find(([start]) => file.startsWith(start))?.[1];
}
