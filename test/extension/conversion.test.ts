import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { differing, single } from '../harness/many-bridges';
import { closeAll, diagnosticsOf, findings, openSample, openText, rangeOf, replace, until } from './editor';

interface Result {
  readonly outcome: string;
  readonly message: string;
}

describe('the conversion', () => {
  afterEach(closeAll);

  it('is the preferred quick fix at the bridge', async () => {
    const document = await openSample();
    await findings(document, 'nlb-bridge');
    const actions = await actionsAt(document, 'BridgeLink:');
    const preferred = actions.filter(({ isPreferred }) => isPreferred);
    assert.equal(preferred.length, 1, titles(actions));
    assert.ok(preferred[0]?.kind?.contains(vscode.CodeActionKind.QuickFix));
  });

  it('cures the template, and one undo brings every byte back', async () => {
    const document = await openSample();
    await findings(document, 'nlb-bridge');
    const original = document.getText();
    const [fix] = (await actionsAt(document, 'BridgeLink:')).filter(({ isPreferred }) => isPreferred);
    const result = await take(fix, { acceptDifferences: true });
    assert.equal(result.outcome, 'converted', result.message);
    assert.match(result.message, /^Converted to VPC Link V2\. 1 file changed, not saved yet\. /);
    assertConverted(document.getText());
    await until('no bridge', () => diagnosticsOf(document, 'nlb-bridge').length === 0);
    const serious = diagnosticsOf(document).filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning);
    assert.deepEqual(
      serious.map(({ message }) => message),
      [],
    );
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), original);
  });

  for (const title of ['Convert NLB integration to VPC Link V2', 'Convert to VPC Link V2, keep the NLB for now']) {
    it(`asks before a request ends elsewhere, from the light bulb too: ${title}`, async () => {
      const document = await openText(differing);
      await findings(document, 'nlb-bridge');
      const actions = await actionsAt(document, 'Link:');
      const result = take(actions.find((action) => action.title === title));
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(document.getText(), differing);
      await vscode.commands.executeCommand('notifications.clearAll');
      assert.equal((await result).outcome, 'cancelled');
      assert.equal(document.getText(), differing);
      const again = take(actions.find((action) => action.title === title));
      await until('the conversion that was confirmed', async () => {
        await vscode.commands.executeCommand('notification.acceptPrimaryAction');
        return document.getText() !== differing;
      });
      assert.equal((await again).outcome, 'converted');
    });
  }

  it('of one of two bridges leaves the other as it is', async () => {
    const document = await openText(twoBridges);
    await findings(document, 'nlb-bridge');
    const [fix] = (await actionsAt(document, 'Link:')).filter(({ isPreferred }) => isPreferred);
    const result = await take(fix);
    assert.equal(result.outcome, 'converted', result.message);
    assert.match(document.getText(), /Type: AWS::ApiGatewayV2::VpcLink/);
    assert.match(document.getText(), /OtherLink:\n {4}Type: AWS::ApiGateway::VpcLink/);
  });

  it('touches only the lines that have to change', async () => {
    const document = await openSample();
    await findings(document, 'nlb-bridge');
    const before = new Set(document.getText().split('\n'));
    await vscode.commands.executeCommand('unbridge.convert', { acceptDifferences: true });
    const kept = document
      .getText()
      .split('\n')
      .filter((line) => before.has(line)).length;
    assert.ok(kept > before.size / 2);
    assert.match(document.getText(), /PathPart: '\{proxy\+\}' # everything below \/customers/);
  });

  for (const part of ['BridgeNlb:', 'BridgeListener:', 'BridgeToAlb:']) {
    it(`is a refactoring on ${part.slice(0, -1)} too`, async () => {
      const document = await openSample();
      await findings(document, 'nlb-bridge');
      const actions = await actionsAt(document, part, vscode.CodeActionKind.RefactorRewrite);
      assert.ok(
        actions.some(({ command, kind }) => command && kind?.value === 'refactor.rewrite'),
        titles(actions),
      );
    });
  }

  it('is offered with a preview, which changes nothing by itself', async () => {
    const document = await openSample();
    await findings(document, 'nlb-bridge');
    const original = document.getText();
    const actions = await actionsAt(document, 'BridgeLink:');
    assert.ok(
      actions.filter(({ title }) => title.startsWith('Convert ')).every(({ edit }) => edit === undefined),
      titles(actions),
    );
    const result = await take(actions.find(({ title }) => /preview first/.test(title)));
    assert.equal(result.outcome, 'previewed');
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(document.getText(), original);
    await vscode.commands.executeCommand('refactorPreview.discard').then(undefined, () => undefined);
  });

  it('runs as a command and says what it has proven', async () => {
    const document = await openSample();
    const result = await vscode.commands.executeCommand<Result>('unbridge.convert', { acceptDifferences: true });
    assert.equal(result.outcome, 'converted', result.message);
    assert.match(result.message, /requests? ends? where (they|it) ended before; \d+ differs?\./);
    assertConverted(document.getText());
    const again = await vscode.commands.executeCommand<Result>('unbridge.convert');
    assert.equal(again.outcome, 'nothing');
  });

  it('can leave the bridge where it is', async () => {
    const document = await openSample();
    const result = await vscode.commands.executeCommand<Result>('unbridge.convert', {
      keepBridge: true,
      acceptDifferences: true,
    });
    assert.equal(result.outcome, 'converted', result.message);
    assert.match(document.getText(), /AWS::ApiGatewayV2::VpcLink/);
    assert.match(document.getText(), /BridgeNlb:/);
  });

  it('works right after typing, on the text as it is then', async () => {
    const document = await openSample();
    await findings(document, 'nlb-bridge');
    await replace(document, 'Resources:\n', '# typed just now\nResources:\n');
    const result = await vscode.commands.executeCommand<Result>('unbridge.convert', { acceptDifferences: true });
    assert.equal(result.outcome, 'converted', result.message);
    assertConverted(document.getText());
    assert.match(document.getText(), /# typed just now\nResources:\n/);
  });

  it('says so where there is no bridge', async () => {
    await openText('AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Topic:\n    Type: AWS::SNS::Topic\n');
    const result = await vscode.commands.executeCommand<Result>('unbridge.convert');
    assert.deepEqual(result, { outcome: 'nothing', message: 'This template has no NLB bridge to convert.' });
  });
});

function assertConverted(text: string): void {
  assert.match(text, /Type: AWS::ApiGatewayV2::VpcLink/);
  assert.match(text, /IntegrationTarget: !Ref ShopAlb/);
  assert.doesNotMatch(text, /AWS::ApiGateway::VpcLink/);
  assert.doesNotMatch(text, /BridgeNlb:/);
}

/** The smallest bridge, and the same once more under other names. */
const twoBridges = `${single}${single
  .slice(single.indexOf('Resources:\n') + 'Resources:\n'.length)
  .replace(/(^ {2}|!Ref |!GetAtt |\$\{|DependsOn: )(?!Vpc\b|Subnets\b)(?=\w)/gm, '$1Other')}`;

/** Runs what a light bulb's entry stands for, as a click on it does. */
async function take(action: vscode.CodeAction | undefined, more: object = {}): Promise<Result> {
  assert.ok(action?.command, 'the entry is there and is a command');
  const [args] = action.command.arguments as [object];
  return vscode.commands.executeCommand<Result>(action.command.command, { ...args, ...more });
}

async function actionsAt(
  document: vscode.TextDocument,
  text: string,
  only?: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  const { start } = rangeOf(document, text);
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    new vscode.Range(start, start.translate(0, 1)),
    only?.value,
  );
}

function titles(actions: readonly vscode.CodeAction[]): string {
  return actions.map(({ title, kind }) => `${title} [${kind?.value}]`).join('; ');
}
