import { property, type TemplateEditor } from '../template/index';
import { readBoolean, soleOf, stringOf, type Deployment, type RestApi, type Topology } from '../topology/index';
import { apiOfPart } from '../topology/query/api-of';
import { existsWhen } from './bridge/branches';
import { after, before } from './bridge/example';
import { planBridges, type BridgePlan } from './bridge/plan-bridge';
import { renewDeployment } from './bridge/renewal';
import { defineStep, type Note } from './step';

/**
 * A deployment is a snapshot: a stage calls the old link until it points to a new one, and CloudFormation takes a new
 * one only under a new logical id.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html
 */
export default defineStep({
  id: 'renew-deployment',
  title: 'Take a new deployment of the API',
  safety: 'review',
  safetyReason: 'Stages switch to the new snapshot, with every other change to the API since the last one.',
  why: 'A stage keeps calling the old integration until it gets a new deployment, and the old link cannot be deleted while one refers to it.',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html',
  before,
  after,

  *plan({ topology }) {
    const { plans } = planBridges(topology);
    for (const plan of plans) {
      for (const { deployment, newId } of plan.deployments) {
        const notes: Note[] = [];
        if (deployment.stageName) {
          notes.push({
            at: deployment.at,
            text: `"${deployment.logicalId}" makes its stage itself. The new deployment "${newId}" takes the stage over before the old one is deleted; a separate AWS::ApiGateway::Stage is easier to reason about.`,
          });
        }
        if (deployment.deletionPolicy === 'Retain')
          notes.push({
            at: deployment.at,
            text: `"${deployment.logicalId}" is retained, and while a stage points to it the V1 link cannot be deleted.`,
          });
        yield {
          kind: 'change',
          at: deployment.at,
          logicalId: newId,
          group: plan.group,
          notes,
          apply: (write) => {
            const editor = write(deployment.uri);
            if (isFirst(editor, deployment))
              renewDeployment(topology, editor, deployment, newId, methodsOf(topology, plans, deployment));
          },
        };
      }
      for (const api of includingApis(topology, plan)) {
        yield {
          kind: 'change',
          at: api.at,
          logicalId: api.logicalId,
          group: plan.group,
          notes: [
            {
              at: api.at,
              text: `SAM does not look into the file that "${api.logicalId}" includes, so AlwaysDeploy makes it take a new deployment. You may take it out again once this is deployed.`,
            },
          ],
          apply: (write) => write(api.uri).setEntry(api.properties!, 'AlwaysDeploy', true),
        };
      }
      if (
        plan.deployments.length === 0 &&
        plan.integrations.some(({ integration }) => integration.method.api?.serverless !== true)
      ) {
        const { link } = plan.links[0]!;
        const at = plan.integrations[0]!.integration.method.api?.at ?? link.at;
        yield {
          kind: 'change',
          at,
          logicalId: link.logicalId,
          group: plan.group,
          notes: [
            {
              at,
              text: 'No deployment of this API stands here. Take a new deployment for every stage after this change, or the stages keep calling the old link.',
            },
          ],
          apply: () => undefined,
        };
      }
    }
  },
});

/**
 * SAM APIs whose body is in a file that they include: SAM takes a new deployment when the template's own text of the
 * body changes, or always. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html
 */
function includingApis(topology: Topology, { integrations }: BridgePlan): readonly RestApi[] {
  const apis = new Set(integrations.flatMap(({ integration }) => integration.method.api ?? []));
  return [...apis].filter((api) => {
    const always = api.properties && readBoolean(property(api.properties, 'AlwaysDeploy'));
    return api.serverless && api.bodyFile && api.properties && stringOf(soleOf(topology.resolve(always))) !== 'true';
  });
}

const renewed = new WeakMap<TemplateEditor, Set<Deployment>>();

/** An API that goes over several bridges gets one new deployment. */
function isFirst(editor: TemplateEditor, deployment: Deployment): boolean {
  const done = renewed.get(editor) ?? new Set<Deployment>();
  renewed.set(editor, done);
  if (done.has(deployment)) return false;
  done.add(deployment);
  return true;
}

/** The methods of a deployment's API, in its own file, that change. */
function methodsOf(topology: Topology, plans: readonly BridgePlan[], deployment: Deployment): readonly string[] {
  const api = apiOfPart(topology, deployment);
  const owners = plans.flatMap(({ integrations }) =>
    integrations.flatMap(({ integration: { method } }) =>
      method.owner.kind === 'method' && method.api === api && method.owner.uri === deployment.uri ? method.owner : [],
    ),
  );
  const there = owners.filter((owner) => existsWhen(topology, owner, topology.whenPresent(deployment)));
  return [...new Set(there.map(({ logicalId }) => logicalId))];
}
