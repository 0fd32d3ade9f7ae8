import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { single } from '../harness/many-bridges';
import { closeAll, diagnosticsOf, findings, ruleOf, unbridge, until } from './editor';
import { removeFolder, writeFiles } from './workspace-folder';

describe('unbridge.yaml', () => {
  let round = 0;
  let folder = '';

  beforeEach(() => {
    round += 1;
    folder = `settings-${round}`;
  });

  afterEach(async () => {
    await closeAll();
    await removeFolder(folder);
  });

  it('says how grave a rule is, and is followed when it changes', async () => {
    const files = await writeFiles(folder, {
      'unbridge.yaml': 'rules:\n  nlb-bridge: error\n',
      'api/template.yaml': single,
    });
    const document = await open(files['api/template.yaml']);
    await until(
      'an error',
      () => diagnosticsOf(document, 'nlb-bridge')[0]?.severity === vscode.DiagnosticSeverity.Error,
    );
    await writeFiles(folder, { 'unbridge.yaml': 'rules:\n  nlb-bridge: off\n' });
    await until('no finding', () => diagnosticsOf(document, 'nlb-bridge').length === 0);
    await vscode.workspace.fs.delete(files['unbridge.yaml']);
    await findings(document, 'nlb-bridge');
  });

  it('names files to leave alone', async () => {
    const files = await writeFiles(folder, {
      'unbridge.yaml': 'ignore: [drafts]\n',
      'drafts/a.yaml': single,
      'b.yaml': single,
    });
    await findings(await open(files['b.yaml']), 'nlb-bridge');
    const draft = await open(files['drafts/a.yaml']);
    await until('no finding', () => diagnosticsOf(draft).length === 0);
  });

  it('has its own mistakes underlined', async () => {
    const files = await writeFiles(folder, { 'unbridge.yaml': 'rules:\n  nlb-brige: off\n', 'a.yaml': single });
    await open(files['a.yaml']);
    const [wrong] = await until('a problem', () => {
      const found = vscode.languages.getDiagnostics(files['unbridge.yaml']);
      return found.length > 0 && found;
    });
    assert.match(wrong?.message ?? '', /nlb-bridge/);
    assert.equal(wrong?.range.start.line, 1);
  });
});

describe('a finding', () => {
  afterEach(closeAll);

  for (const [scope, wanted] of [
    ['this line', /\n {2}# unbridge-disable-next-line nlb-bridge\n {2}Link:/],
    ['this file', /^# unbridge-disable nlb-bridge\n/],
  ] as const) {
    it(`can be silenced for ${scope} from the light bulb`, async () => {
      const document = await vscode.workspace.openTextDocument({ content: single, language: 'yaml' });
      await vscode.window.showTextDocument(document);
      const link = await until('the finding on the link', () =>
        diagnosticsOf(document, 'nlb-bridge').find(({ range }) => document.getText(range) === 'Link'),
      );
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        link.range,
      );
      const action = actions.find(({ title }) => title === `Disable nlb-bridge for ${scope}`);
      assert.ok(action?.edit, actions.map(({ title }) => title).join('; '));
      assert.equal(action.isPreferred ?? false, false);
      assert.ok(await vscode.workspace.applyEdit(action.edit));
      assert.match(document.getText(), wanted);
      await until('the link without a finding', () =>
        diagnosticsOf(document).every(
          (one) => ruleOf(one) !== 'nlb-bridge' || (scope === 'this line' && document.getText(one.range) !== 'Link'),
        ),
      );
    });
  }
});

describe('an OpenAPI file', () => {
  afterEach(closeAll);

  it('is known by its extensions of API Gateway, whichever language it is in', async () => {
    const json = JSON.stringify(asJson, undefined, 2);
    const files = await writeFiles('open-api-alone', { 'api.yaml': openApi, 'api.json': json });
    try {
      for (const uri of Object.values(files)) await findings(await open(uri), 'missing-connection-id');
    } finally {
      await closeAll();
      await removeFolder('open-api-alone');
    }
  });

  it('is read where an open template names it, and drawn in its tree', async () => {
    const files = await writeFiles('open-api', { 'api.yaml': openApi, 'template.yaml': including });
    try {
      const document = await open(files['template.yaml']);
      const { tree } = await unbridge();
      await until('the path of the file in the tree', async () =>
        JSON.stringify(await all(tree, undefined)).includes('/orders'),
      );
      assert.equal(document.languageId, 'yaml');
    } finally {
      await closeAll();
      await removeFolder('open-api');
    }
  });
});

const openApi = `openapi: 3.0.1
info: { title: shop, version: '1' }
paths:
  /orders:
    get:
      responses: {}
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        connectionType: VPC_LINK
        uri: http://orders.example.com/
`;

const asJson = {
  openapi: '3.0.1',
  info: { title: 'shop', version: '1' },
  paths: {
    '/orders': {
      get: {
        responses: {},
        'x-amazon-apigateway-integration': {
          type: 'http_proxy',
          httpMethod: 'GET',
          connectionType: 'VPC_LINK',
          uri: 'http://orders.example.com/',
        },
      },
    },
  },
};

const including = `Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        Fn::Transform: { Name: AWS::Include, Parameters: { Location: api.yaml } }
`;

async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

async function all<T extends { readonly view: { readonly node: { readonly label: string } } }>(
  tree: vscode.TreeDataProvider<T>,
  node: T | undefined,
): Promise<string[]> {
  const children = (await tree.getChildren(node)) ?? [];
  const below = await Promise.all(children.map((child) => all(tree, child)));
  return [...children.map((child) => child.view.node.label), ...below.flat()];
}
