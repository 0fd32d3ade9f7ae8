import { createService } from '../src/service';
import { largeTemplate } from './large-template';

/** The heap of a service that holds ten templates of 1 MB, checked. `node --expose-gc out/bench/memory.js` */
const service = createService();
const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
};
const before = heap();
for (let i = 0; i < 10; i++) {
  const uri = `file:///large-${i}.yaml`;
  // A different comment each, so that no two texts are one string.
  service.setDocument(uri, `# ${i}\n${largeTemplate(500, 1_000_000)}`);
  service.check(uri);
}
console.log(
  `ten templates of 1 MB: ${(heap() - before).toFixed(0)} MB of heap${globalThis.gc ? ', after collection' : ' (run with --expose-gc)'}`,
);
