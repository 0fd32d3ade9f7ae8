import type { Deployment, ResourceBase, Stage } from '../model';
import { readString } from '../read-value';
import { propertyOf, readStringMap } from './header';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html */
export function readDeployment(base: ResourceBase): Deployment {
  const at = (...path: string[]) => propertyOf(base.properties, ...path);
  return {
    ...base,
    kind: 'deployment',
    restApi: readString(at('RestApiId')),
    stageName: readString(at('StageName')),
    stageVariables: readStringMap(at('StageDescription', 'Variables')),
    canaryVariables: readStringMap(
      at('DeploymentCanarySettings', 'StageVariableOverrides') ??
        at('StageDescription', 'CanarySetting', 'StageVariableOverrides'),
    ),
    canary: at('DeploymentCanarySettings') !== undefined,
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html */
export function readStage(base: ResourceBase): Stage {
  const at = (...path: string[]) => propertyOf(base.properties, ...path);
  return {
    ...base,
    kind: 'stage',
    restApi: readString(at('RestApiId')),
    deployment: readString(at('DeploymentId')),
    stageName: readString(at('StageName')),
    stageVariables: readStringMap(at('Variables')),
    canaryVariables: readStringMap(at('CanarySetting', 'StageVariableOverrides')),
    canaryDeployment: readString(at('CanarySetting', 'DeploymentId')),
  };
}
