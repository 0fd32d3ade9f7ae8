import { itemsOf, property, resolveAlias } from '../../template/index';
import {
  identified,
  readString,
  readStringList,
  type Listener,
  type Resource,
  type Settled,
} from '../../topology/index';
import type { Scene } from './scene';

/**
 * The names on the certificates of a listener; `undefined` where one of them is not at hand, so that no name is found
 * missing. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-certificatemanager-certificate.html
 */
export function certificateNames(scene: Scene, listener: Listener): readonly string[] | undefined {
  if (!listener.certificates || listener.certificates.unknown || listener.certificates.reference) return undefined;
  const own = scene.items(listener.certificates).map((arn) => scene.settle(arn));
  const certificates = [...own, ...addedCertificates(scene, listener)].map((settled) => identified(settled));
  const names = certificates.map((certificate) => (certificate ? namesOn(scene, certificate) : undefined));
  return names.length > 0 && names.every((known) => known !== undefined) ? names.flat() : undefined;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listenercertificate.html */
function addedCertificates(scene: Scene, listener: Listener): readonly (Settled<string> | undefined)[] {
  return scene.others('AWS::ElasticLoadBalancingV2::ListenerCertificate').flatMap(({ properties }) => {
    if (!properties || identified(scene.settle(readString(property(properties, 'ListenerArn')))) !== listener)
      return [];
    const list = resolveAlias(property(properties, 'Certificates'));
    return (list ? itemsOf(list) : []).map((item) => scene.settle(readString(property(item, 'CertificateArn'))));
  });
}

function namesOn(scene: Scene, { type, properties }: Resource): readonly string[] | undefined {
  if (type !== 'AWS::CertificateManager::Certificate' || !properties) return undefined;
  const domain = scene.plain(readString(property(properties, 'DomainName')));
  const { items, complete } = scene.settleList(readStringList(property(properties, 'SubjectAlternativeNames')));
  const others = items.map((item) => (item.kind === 'literal' ? item.value : undefined));
  if (domain === undefined || !complete || others.some((name) => name === undefined)) return undefined;
  return [domain, ...(others as readonly string[])];
}
