import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { answer } from './world';

/** An emulator that answers the same request over one hop, to the same target. */
export interface Emulator {
  readonly url: string;
  end(): void;
}

const packages = ['serverless@3.40.0', 'serverless-offline@13.10.1'];
const port = 43_117;
const startMs = 120_000;

/** Installs serverless-offline into a temporary folder and starts it; undefined, with one line that says why, when that fails. */
export async function startEmulator(): Promise<Emulator | undefined> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unbridge-bench-'));
  const target = http.createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': answer.length });
    response.end(answer);
  });
  const remove = (): void => {
    target.close();
    target.closeAllConnections();
    fs.rmSync(folder, { recursive: true, force: true });
  };
  try {
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
    fs.writeFileSync(path.join(folder, 'serverless.yml'), configuration((target.address() as AddressInfo).port));
    const options = { cwd: folder, stdio: 'ignore' as const, timeout: startMs };
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', ...packages], options);
  } catch (error) {
    return skipped(remove, `it cannot be installed (${error instanceof Error ? error.message : String(error)})`);
  }
  const child = spawn(path.join(folder, 'node_modules/.bin/serverless'), ['offline', 'start'], {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
  });
  const end = (): void => {
    child.kill();
    remove();
  };
  const url = `http://127.0.0.1:${port}/users/7`;
  const deadline = Date.now() + startMs;
  while (!(await answers(url))) {
    if (Date.now() > deadline || child.exitCode !== null) return skipped(end, 'it does not start');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return { url, end };
}

function skipped(end: () => void, why: string): undefined {
  end();
  console.log(`serverless-offline: skipped, ${why}`);
  return undefined;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ status }) => status === 200,
    () => false,
  );
}

/** https://github.com/dherault/serverless-offline#http-proxy */
function configuration(targetPort: number): string {
  return `service: bench
frameworkVersion: '3'
configValidationMode: off
provider: { name: aws, runtime: nodejs20.x }
plugins: [serverless-offline]
# Without a function it opens no port.
functions: { idle: { handler: idle.handler, events: [{ http: { path: idle, method: get } }] } }
custom:
  serverless-offline: { httpPort: ${port}, lambdaPort: ${port + 1}, websocketPort: ${port + 2}, noPrependStageInUrl: true, resourceRoutes: true }
resources:
  Resources:
    Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: bench } }
    Users:
      Type: AWS::ApiGateway::Resource
      Properties: { PathPart: users, ParentId: { Fn::GetAtt: [Api, RootResourceId] }, RestApiId: { Ref: Api } }
    User:
      Type: AWS::ApiGateway::Resource
      Properties: { PathPart: '{id}', ParentId: { Ref: Users }, RestApiId: { Ref: Api } }
    Get:
      Type: AWS::ApiGateway::Method
      Properties:
        HttpMethod: GET
        ResourceId: { Ref: User }
        RestApiId: { Ref: Api }
        RequestParameters: { method.request.path.id: true }
        Integration:
          Type: HTTP_PROXY
          IntegrationHttpMethod: GET
          Uri: 'http://127.0.0.1:${targetPort}/users/{id}'
          RequestParameters: { integration.request.path.id: method.request.path.id }
`;
}
