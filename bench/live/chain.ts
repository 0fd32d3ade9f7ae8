import * as http from 'node:http';
import * as net from 'node:net';
import type { AddressInfo } from 'node:net';

/** A chain of servers that only pass on what they get, with nothing decided on the way: what the live path is measured against. */
export interface Chain {
  readonly port: number;
  close(): void;
}

/** Gateway → (NLB) → ALB → target, made of Node's own parts: `http.request` with keep-alive, and `pipe`. */
export async function bareChain(withNlb: boolean, body: Buffer): Promise<Chain> {
  const servers: net.Server[] = [];
  const agents: http.Agent[] = [];
  const open = async (server: net.Server): Promise<number> => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  const proxyTo = (port: number): http.Server => {
    const agent = new http.Agent({ keepAlive: true });
    agents.push(agent);
    return http.createServer((request, response) => {
      const call = http.request(
        { host: '127.0.0.1', port, agent, method: request.method, path: request.url, headers: request.headers },
        (answer) => {
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(response);
        },
      );
      call.on('error', () => response.destroy());
      request.pipe(call);
    });
  };
  const target = await open(
    http.createServer((request, response) => {
      request.resume();
      request.on('end', () => {
        response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length });
        response.end(body);
      });
    }),
  );
  let next = await open(proxyTo(target));
  if (withNlb) {
    const alb = next;
    next = await open(
      net.createServer({ noDelay: true }, (socket) => {
        const upstream = net.connect({ port: alb, host: '127.0.0.1', noDelay: true });
        socket.pipe(upstream);
        upstream.pipe(socket);
        for (const side of [socket, upstream]) side.on('error', () => side.destroy());
      }),
    );
  }
  const port = await open(proxyTo(next));
  return {
    port,
    close: () => {
      for (const agent of agents) agent.destroy();
      for (const server of servers) {
        server.close();
        if (server instanceof http.Server) server.closeAllConnections();
      }
    },
  };
}
