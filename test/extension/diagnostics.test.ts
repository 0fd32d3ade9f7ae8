import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, diagnosticsOf, findings, openSample, openText, rangeOf, replace, until } from './editor';

describe('diagnostics', () => {
  afterEach(closeAll);

  it('underline the bridge where it stands', async () => {
    const document = await openSample();
    const found = await findings(document, 'nlb-bridge');
    const link = found.find(({ range }) => document.getText(range) === 'BridgeLink');
    assert.ok(link, `no finding at the link: ${found.map(({ range }) => document.getText(range)).join(', ')}`);
    assert.ok(link.range.isEqual(rangeOf(document, 'BridgeLink:').with({ end: link.range.end })));
    assert.equal(link.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(link.message, /"BridgeNlb" .*only bridges to "ShopAlb"/);
  });

  it('name their rule, with a link to the reference, and the places that belong to it', async () => {
    const document = await openSample();
    const [first] = await findings(document, 'nlb-bridge');
    assert.ok(first && typeof first.code === 'object');
    assert.match(first.code.target.toString(), /^https:\/\/[a-z.]*aws\.amazon\.com\//);
    const related = first.relatedInformation ?? [];
    assert.ok(related.length > 0);
    assert.ok(related.every(({ location }) => location.uri.toString() === document.uri.toString()));
  });

  it('follow the typing', async () => {
    const document = await openSample();
    await findings(document, 'nlb-bridge');
    await replace(document, 'TargetType: alb', 'TargetType: ip');
    await until('the bridge to be none', () => diagnosticsOf(document, 'nlb-bridge').length === 0);
    await vscode.commands.executeCommand('undo');
    await findings(document, 'nlb-bridge');
  });

  it('move with the text above them', async () => {
    const document = await openSample();
    const [before] = await findings(document, 'nlb-bridge');
    await replace(document, 'Resources:\n', '# one\n# two\nResources:\n');
    await until('the finding two lines below', () => {
      const [after] = diagnosticsOf(document, 'nlb-bridge');
      return after?.range.start.line === (before?.range.start.line ?? NaN) + 2;
    });
  });

  for (const language of ['json', 'jsonc', 'plaintext']) {
    it(`work in documents of language ${language} that were never saved`, async () => {
      const document = await openText(JSON.stringify(bridge, undefined, 2), language);
      const [first] = await findings(document, 'nlb-bridge');
      assert.ok(first);
    });
  }

  it('leave what is no template alone', async () => {
    const document = await openText('kind: Deployment\nResources:\n  - cpu\n');
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.deepEqual(diagnosticsOf(document), []);
  });

  it('go when the document is closed', async () => {
    const document = await openText(JSON.stringify(bridge), 'json');
    await findings(document, 'nlb-bridge');
    await closeAll();
    await until('an empty list', () => diagnosticsOf(document).length === 0);
  });

  it('obey unbridge.severity and unbridge.enable', async () => {
    const settings = vscode.workspace.getConfiguration('unbridge');
    const document = await openSample();
    await findings(document, 'nlb-bridge');
    try {
      await settings.update('severity', { 'nlb-bridge': 'hint' }, vscode.ConfigurationTarget.Global);
      await until('hints', () =>
        diagnosticsOf(document, 'nlb-bridge').some(({ severity }) => severity === vscode.DiagnosticSeverity.Hint),
      );
      await settings.update('severity', { 'nlb-bridge': 'off' }, vscode.ConfigurationTarget.Global);
      await until('silence', () => diagnosticsOf(document, 'nlb-bridge').length === 0);
      await settings.update('severity', undefined, vscode.ConfigurationTarget.Global);
      await findings(document, 'nlb-bridge');
      await settings.update('enable', false, vscode.ConfigurationTarget.Global);
      await until('nothing at all', () => diagnosticsOf(document).length === 0);
    } finally {
      await settings.update('severity', undefined, vscode.ConfigurationTarget.Global);
      await settings.update('enable', undefined, vscode.ConfigurationTarget.Global);
    }
    await findings(document, 'nlb-bridge');
  });
});

const ref = (name: string): object => ({ Ref: name });

/** The smallest bridge there is. */
const bridge = {
  Resources: {
    Link: { Type: 'AWS::ApiGateway::VpcLink', Properties: { Name: 'link', TargetArns: [ref('Nlb')] } },
    Nlb: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type: 'network', Subnets: ['subnet-1'] } },
    NlbListener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: ref('Nlb'),
        Port: 80,
        Protocol: 'TCP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('ToAlb') }],
      },
    },
    ToAlb: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { TargetType: 'alb', Protocol: 'TCP', Port: 80, VpcId: 'vpc-1', Targets: [{ Id: ref('Alb') }] },
    },
    Alb: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Type: 'application', Scheme: 'internal', Subnets: ['subnet-1', 'subnet-2'] },
    },
  },
};
