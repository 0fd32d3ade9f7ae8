import { property } from '../../template/index';
import { readString } from '../../topology/index';
import type { SubnetModel } from '../model';
import { defined } from './defined';
import type { Scene } from './scene';
import { placeOf } from './spans';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnet.html */
export function subnetModels(scene: Scene): Readonly<Record<string, SubnetModel>> {
  const entries = scene.others('AWS::EC2::Subnet').map((subnet) => {
    const value = (key: string) => readString(subnet.properties && property(subnet.properties, key));
    const model: SubnetModel = defined({
      ...placeOf(subnet),
      logicalId: subnet.logicalId,
      cidr: scene.plain(value('CidrBlock')),
      vpc: scene.text(value('VpcId')),
      availabilityZone: scene.text(value('AvailabilityZone')),
    });
    return [scene.names.of(subnet), model] as const;
  });
  return Object.fromEntries(entries);
}
