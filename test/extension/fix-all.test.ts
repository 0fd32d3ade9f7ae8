import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, diagnosticsOf, findings, openSample, openText, until } from './editor';

describe('the source action that fixes all', () => {
  afterEach(closeAll);

  it('cures what has a safe fix, and only that', async () => {
    const document = await openText(template);
    await findings(document, 'alb-target-not-tcp');
    const [action, ...others] = await sourceActions(document);
    assert.ok(action?.edit);
    assert.deepEqual(others, []);
    assert.equal(action.kind?.value, 'source.fixAll.unbridge');
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    assert.doesNotMatch(document.getText(), /HealthCheckEnabled|Protocol: HTTP/);
    await until('no finding', () => diagnosticsOf(document, 'alb-target-not-tcp').length === 0);
    assert.deepEqual(await sourceActions(document), []);
  });

  it('is no way to convert a bridge', async () => {
    const document = await openSample();
    await findings(document, 'nlb-bridge');
    assert.deepEqual(await sourceActions(document), []);
  });

  it('is not in the light bulb', async () => {
    const document = await openText(template);
    await findings(document, 'alb-target-not-tcp');
    const actions = await actionsIn(document);
    assert.ok(actions.length > 0);
    assert.ok(actions.every(({ kind }) => !kind?.value.startsWith('source')));
  });
});

const template = `Resources:
  First:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: alb
      Protocol: TCP
      HealthCheckEnabled: false
      Port: 80
  Second:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: alb
      Protocol: HTTP
      Port: 80
`;

async function sourceActions(document: vscode.TextDocument): Promise<vscode.CodeAction[]> {
  const actions = await actionsIn(document, vscode.CodeActionKind.SourceFixAll.append('unbridge'));
  return actions.filter(({ kind }) => kind?.value.includes('unbridge'));
}

function actionsIn(document: vscode.TextDocument, kind?: vscode.CodeActionKind): Thenable<vscode.CodeAction[]> {
  const all = new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, all, kind?.value);
}
