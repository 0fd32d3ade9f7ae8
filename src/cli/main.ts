import * as path from 'node:path';
import type { Disk, Io, Output } from './io';
import { disk, reasonOf } from './disk';
import { run } from './run';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough, such as `head`, closes the pipe: that is no error.
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    if (stream === process.stdout) process.stderr.write(`unbridge: cannot write the result, ${reasonOf(error)}\n`);
    process.exit(2);
  });
}

const io: Io = {
  cwd: process.cwd(),
  env: process.env,
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  readStdin,
  disk: disk satisfies Disk,
  packageFolder: path.join(__dirname, '..'),
};

void run(process.argv.slice(2), io).then((exitCode) => {
  process.exitCode = exitCode;
});

function output(stream: NodeJS.WriteStream): Output {
  return { write: (text) => void stream.write(text), isTTY: stream.isTTY };
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
