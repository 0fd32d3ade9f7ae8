/**
 * The live path against a bare chain of as many hops, and beside an emulator: `node run.js [SECONDS]`, or
 * `node run.js --soak [SECONDS]` for a minute at full load. Each server runs in its own process; traces are on, as they
 * always are.
 */
import { soak } from './soak';
import { compare } from './compare';

async function main(): Promise<void> {
  const [first, second] = process.argv.slice(2);
  if (first === '--soak') await soak(Number(second ?? 60));
  else await compare(Number(first ?? 5));
}

void main();
