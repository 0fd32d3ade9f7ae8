import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { refusal } from '../../src/vscode/trust';
import { closeAll, openSample } from './editor';

describe('a window that is not trusted', () => {
  afterEach(closeAll);

  it('changes what is open in an editor', async () => {
    const document = await openSample();
    assert.equal(refusal([document.uri.toString()], false), undefined);
  });

  it('refuses to change a file that is not open, and names it', async () => {
    const document = await openSample();
    const other = vscode.Uri.joinPath(document.uri, '../network.yaml').toString();
    assert.match(refusal([document.uri.toString(), other], false) ?? '', /network\.yaml/);
    assert.equal(refusal([document.uri.toString(), other], true), undefined);
  });

  it('still has the extension, as package.json declares', () => {
    const manifest = vscode.extensions.getExtension('unbridge.unbridge')?.packageJSON as Manifest;
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
    assert.equal(manifest.capabilities.virtualWorkspaces, true);
  });
});

interface Manifest {
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: string };
    readonly virtualWorkspaces: boolean;
  };
}
