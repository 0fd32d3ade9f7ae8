import { createService } from '../src/service';
import { largeTemplate } from './large-template';

/**
 * Keystroke to findings and open to findings, in milliseconds, on a template of 1 MB and 500 resources, in one process
 * as in the extension host. `node out/bench/editing.js [edits]`
 */
function main(edits: number): void {
  const text = largeTemplate(500, 1_000_000);
  const uri = 'file:///large.yaml';
  const random = seeded(42);

  const opened: number[] = [];
  for (let i = 0; i < 5; i++) {
    const fresh = createService();
    opened.push(
      time(() => {
        fresh.setDocument(uri, text);
        fresh.check(uri);
      }),
    );
  }
  report('open → findings', opened, `first ${opened[0]!.toFixed(1)}`);

  const service = createService();
  service.setDocument(uri, text);
  const { findings } = service.check(uri);
  console.log(
    `${text.length} characters, ${service.document(uri)!.entries('Resources').length} resources, ${findings.length} findings`,
  );
  const times: number[] = [];
  let current = text;
  for (let i = 0; i < edits; i++) {
    // A letter typed at a random place; where it breaks the text it is taken away again, as a person would.
    const at = Math.floor(random() * current.length);
    const typed = `${current.slice(0, at)}x${current.slice(at)}`;
    times.push(
      time(() => {
        service.setDocument(uri, typed);
        service.check(uri);
      }),
    );
    current = service.document(uri)!.problems.length === 0 ? typed : current;
    service.setDocument(uri, current);
    service.check(uri);
  }
  report(`keystroke → findings, ${edits} edits`, times);
  globalThis.gc?.();
  console.log(
    `heap ${(process.memoryUsage().heapUsed / 1e6).toFixed(0)} MB with one template${globalThis.gc ? ', after collection' : ''}`,
  );
}

function time(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function report(what: string, times: readonly number[], extra = ''): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): string =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(1);
  console.log(`${what}: median ${at(0.5)} ms, 90 % ${at(0.9)} ms, worst ${at(1)} ms ${extra}`.trim());
}

/** A small linear generator: the same edits in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1664525 + 1013904223) % 4294967296) / 4294967296;
}

main(Number(process.argv[2] ?? 50));
