import assert from 'node:assert/strict';
import { test } from 'node:test';
import { before } from '../../src/convert/bridge/example';
import { createService } from '../../src/service';
import { planConversion } from '../../src/vscode/conversion';
import { joinedFiles, planWithRelated } from '../../src/vscode/joined-conversion';

/** Two templates with a bridge each, tied by an export that has nothing to do with the bridges. */
const exporting = `${before}Outputs:\n  Name: { Value: shop, Export: { Name: shop-name } }\n`;
const importing = `${before}Outputs:\n  Shop: { Value: !ImportValue shop-name }\n`;

const root =
  `Resources:\n  Web: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: web.yaml } }\n${part('Api', 'Link')}`
    .replace('!Ref Link', '!GetAtt Web.Outputs.Link')
    .replace('${Nlb.DNSName}', '${Web.Outputs.NlbName}');
const web = `${before.slice(0, before.indexOf('Resources:'))}Resources:\n${part('Link')}Outputs:
  Link: { Value: !Ref Link }
  NlbName: { Value: !GetAtt Nlb.DNSName }
`;

test('files of one set with bridges of their own can be ticked one by one', () => {
  const service = serviceWith({ 'a.yaml': exporting, 'b.yaml': importing });
  const { view } = planConversion(service, service.uris, {});
  assert.deepEqual(namesOf(joinedFiles(service, view.files)), [['a.yaml'], ['b.yaml']]);
  assert.deepEqual(planWithRelated(service, 'file:///b.yaml', {}).changed, ['file:///b.yaml']);
});

test('the files of one bridge change together, whichever of them is asked about', () => {
  const service = serviceWith({ 'root.yaml': root, 'web.yaml': web, 'alone.yaml': before });
  const { view } = planConversion(service, service.uris, {});
  assert.deepEqual(namesOf(joinedFiles(service, view.files)), [['root.yaml', 'web.yaml'], ['alone.yaml']]);
  for (const name of ['root.yaml', 'web.yaml']) {
    const { changed } = planWithRelated(service, `file:///${name}`, {});
    assert.deepEqual([...changed].sort(), ['file:///root.yaml', 'file:///web.yaml']);
  }
});

test('the proof of a set is counted once, not once a file', () => {
  const service = serviceWith({ 'root.yaml': root, 'web.yaml': web });
  const conversion = planConversion(service, service.uris, {});
  const [first] = conversion.view.files;
  assert.ok(first?.proof);
  assert.equal(conversion.differences.length, first.proof.differences.length);
  assert.ok(conversion.proof.startsWith(`${first.proof.same} request`), conversion.proof);
});

test('a template without a bridge changes nothing of the others', () => {
  const service = serviceWith({ 'a.yaml': before, 'b.yaml': 'Resources:\n  Topic: { Type: "AWS::SNS::Topic" }\n' });
  assert.deepEqual(planWithRelated(service, 'file:///b.yaml', {}).changed, []);
});

function serviceWith(files: Readonly<Record<string, string>>): ReturnType<typeof createService> {
  const service = createService();
  for (const [name, text] of Object.entries(files)) service.setDocument(`file:///${name}`, text);
  return service;
}

function namesOf(groups: ReturnType<typeof joinedFiles>): string[][] {
  return groups.map((group) => group.map(({ uri }) => uri.replace('file:///', '')));
}

/** The resources of the example from one logical id up to another. */
function part(from: string, to?: string): string {
  const start = before.indexOf(`  ${from}:\n`);
  return before.slice(start, to === undefined ? undefined : before.indexOf(`  ${to}:\n`));
}
