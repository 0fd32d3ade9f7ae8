import { property } from '../../template/index';
import {
  identified,
  readString,
  type Deployment,
  type Resource,
  type RestApi,
  type Stage,
  type StringMap,
} from '../../topology/index';
import type { StageModel } from '../model';
import { defined } from './defined';
import { jsonTexts } from './json-value';
import type { Scene } from './scene';
import { placeOf, spanOf } from './spans';

/** Stands for the stage of an API that has none here, or whose name is not known. */
const standIn = 'test';

/**
 * The stages of an API: those of its own, those that a deployment or `AWS::Serverless::Api` makes, or, where nothing
 * deploys the API here, one called `test`. `belongs` tells whether a stage or deployment is of the API.
 */
export function stageModels(
  scene: Scene,
  api: RestApi | undefined,
  name: string,
  belongs: (part: Stage | Deployment) => boolean,
): readonly StageModel[] {
  const stages = new Map<string, StageModel>();
  const add = (
    owner: Resource,
    stageName: Stage['stageName'],
    variables: StringMap | undefined,
    canary?: StageModel['canary'],
  ): void => {
    const known = scene.plain(stageName);
    const called = known ?? (stages.has(standIn) ? owner.logicalId : standIn);
    if (known === undefined)
      scene.assume(
        `The name of the stage that "${owner.logicalId}" makes is not known; it is called "${called}" here.`,
      );
    if (stages.has(called)) return;
    stages.set(
      called,
      defined({
        ...placeOf(owner),
        logicalId: owner.logicalId,
        name: called,
        variables: scene.record(variables),
        canary,
      }),
    );
  };

  for (const stage of scene.all('stage'))
    if (belongs(stage)) add(stage, stage.stageName, stage.stageVariables, canaryOf(scene, stage));
  for (const deployment of scene.all('deployment')) {
    if (belongs(deployment) && deployment.stageName) add(deployment, deployment.stageName, deployment.stageVariables);
  }
  if (api?.serverless) add(api, api.stageName, api.stageVariables);
  if (stages.size === 0) {
    scene.assume(`Nothing here deploys ${name} to a stage; it is taken to have one called "${standIn}".`);
    stages.set(standIn, { name: standIn, ...(api ? { at: spanOf(api.at) } : {}) });
  }
  return [...stages.values()];
}

/** True for the parts whose `RestApiId` is this API. */
export function isOf(scene: Scene, api: RestApi): (part: Stage | Deployment) => boolean {
  return (part) => identified(scene.settle(part.restApi)) === api;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-stage-canarysetting.html */
function canaryOf(scene: Scene, stage: Stage): StageModel['canary'] {
  const node = stage.properties && property(stage.properties, 'CanarySetting');
  if (!node) return undefined;
  return defined({
    at: spanOf(node),
    percentTraffic: Number(scene.plain(readString(property(node, 'PercentTraffic'))) ?? 0),
    variableOverrides: jsonTexts(scene, property(node, 'StageVariableOverrides')),
  });
}
