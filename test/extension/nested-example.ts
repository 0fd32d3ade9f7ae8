import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { before } from '../../src/convert/bridge/example';

/** A bridge in two files: the API in a root template, the link, the NLB and the ALB in a nested stack. */
export const nested = {
  root: `Parameters:
  Vpc: { Type: "AWS::EC2::VPC::Id" }
  Subnets: { Type: "List<AWS::EC2::Subnet::Id>" }
Resources:
  Web:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: web.yaml
      Parameters: { Vpc: !Ref Vpc, Subnets: !Join [",", !Ref Subnets] }
${part('Api', 'Link').replace('!Ref Link', '!GetAtt Web.Outputs.Link').replace('${Nlb.DNSName}', '${Web.Outputs.NlbName}')}`,
  web: `${before.slice(0, before.indexOf('Resources:'))}Resources:
${part('Link')}Outputs:
  Link: { Value: !Ref Link }
  NlbName: { Value: !GetAtt Nlb.DNSName }
`,
} as const;

/** Writes files into a folder of the test workspace; gives their addresses. Undone by `removeFolder`. */
export async function writeFiles<T extends string>(
  name: string,
  files: Readonly<Record<T, string>>,
): Promise<Record<T, vscode.Uri>> {
  const result = {} as Record<T, vscode.Uri>;
  for (const [file, text] of Object.entries<string>(files)) {
    const uri = vscode.Uri.joinPath(folder(name), file);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    result[file as T] = uri;
  }
  return result;
}

/** Removes such a folder with all that is in it. */
export async function removeFolder(name: string): Promise<void> {
  await vscode.workspace.fs.delete(folder(name), { recursive: true });
}

function folder(name: string): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first, 'the tests need their workspace');
  return vscode.Uri.joinPath(first.uri, name);
}

/** The resources of the example from one logical id up to another. */
function part(from: string, to?: string): string {
  const start = before.indexOf(`  ${from}:\n`);
  return before.slice(start, to === undefined ? undefined : before.indexOf(`  ${to}:\n`));
}
