import type { LiveServer, ServedTarget } from '../../server/index';
import type { Style } from '../style';

type Row = readonly [address: string, what: string];

/** What `serve` says on a terminal once it is ready: where to call, what answers, how to end it. */
export function servingSummary(
  operands: readonly string[],
  server: Pick<LiveServer, 'stages' | 'listeners' | 'controlUrl' | 'targets'>,
  style: Style,
): string {
  const stages = server.stages();
  const isShared = (url: string): boolean => stages.filter((one) => one.url === url).length > 1;
  const sections: readonly (readonly [string, readonly Row[]])[] = [
    [
      'Stages',
      // Two APIs may have a stage of the same name; the Host tells them apart.
      stages.map(({ url, api, host }) => [url, isShared(url) ? `${api}, with Host: ${host}` : api]),
    ],
    [
      'Listeners',
      server.listeners().map(({ url, balancer, port, protocol }) => [url, `${balancer} ${protocol} ${port}`]),
    ],
    ['Targets', server.targets().flatMap(targetRows)],
    ['Control page', [[server.controlUrl, 'routes, requests hop by hop, health']]],
  ];
  const filled = sections.filter(([, rows]) => rows.length > 0);
  const [titleWidth, addressWidth] = [
    Math.max(...filled.map(([title]) => title.length)),
    Math.max(...filled.flatMap(([, rows]) => rows.map(([address]) => address.length))),
  ];
  const lines = filled.flatMap(([title, rows]) =>
    rows.map(
      ([address, what], index) =>
        `  ${style.bold((index === 0 ? title : '').padEnd(titleWidth))}  ${address.padEnd(addressWidth)}  ${style.dim(what)}`,
    ),
  );
  const served = operands.map((name) => (name === '-' ? 'stdin' : name)).join(', ');
  return [`\nServing ${served}. Ctrl+C stops.\n`, ...lines, '', ''].join('\n');
}

function targetRows({ name, urls }: ServedTarget): readonly Row[] {
  return urls.length === 0 ? [['built-in', name]] : urls.map((url): Row => [url, `${name}, your own`]);
}
