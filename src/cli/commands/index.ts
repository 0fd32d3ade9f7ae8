import type { Command } from '../command';

/** What is known of a command before its file is loaded. */
export interface CommandEntry {
  readonly summary: string;
  load(): Promise<Command>;
}

/** Every command, in the order of the help. A command's file is loaded when it is run, so that each starts quickly. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  check: {
    summary: 'report what would fail a deployment or a request, and every NLB bridge',
    load: async () => (await import('./check')).default,
  },
  topology: {
    summary: 'draw the way from stage to target as tree, JSON, Mermaid or SVG',
    load: async () => (await import('./topology')).default,
  },
  convert: {
    summary: 'replace NLB bridges by VPC link V2, with proof',
    load: async () => (await import('./convert')).default,
  },
  simulate: {
    summary: 'send one request through gateway, link, load balancers and rules',
    load: async () => (await import('./simulate')).default,
  },
  serve: {
    summary: 'answer real requests on the loopback, hop by hop, until Ctrl+C',
    load: async () => (await import('./serve')).default,
  },
  compare: {
    summary: 'set two templates side by side, or one and its conversion',
    load: async () => (await import('./compare')).default,
  },
  test: {
    summary: 'check that requests end where a file says they do',
    load: async () => (await import('./test')).default,
  },
  explain: {
    summary: 'say what a rule or step is about, with an example',
    load: async () => (await import('./explain')).default,
  },
  tour: {
    summary: 'show findings, a conversion and a request on a sample',
    load: async () => (await import('./tour')).default,
  },
};
