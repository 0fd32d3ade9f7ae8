import * as path from 'node:path';
import { parseAccessLog, parseHar, parseHttpFile, type Recorded, type Recording } from '../../compare/replay/index';
import { absolute, reasonOf } from '../disk';
import { decode } from '../inputs';
import { UserError, type Io } from '../io';

/** A file of requests, read. */
export interface RecordingFile {
  readonly name: string;
  readonly recording: Recording;
}

/**
 * Reads a `.http`, `.rest` or `.har` file; one with another name is told by its contents. Bodies that stand in files of
 * their own are read too; what has to be taken on trust is said on stderr.
 * @throws UserError when the file cannot be read or holds no request.
 */
export async function readReplay(name: string, io: Io): Promise<RecordingFile> {
  const text = await readText(name, io);
  const isHar = /\.har$/i.test(name) || (!/\.(http|rest)$/i.test(name) && /^\s*\{\s*"log"/.test(text));
  const recording = isHar ? parseHar(text) : await withBodies(parseHttpFile(text, environment(io)), name, io);
  const file = notEmpty(name, recording);
  for (const { at, reason } of recording.assumed ?? [])
    io.stderr.write(`${name === '-' ? 'stdin' : name}:${at}: ${reason}\n`);
  return file;
}

/**
 * Reads API Gateway access logs.
 * @throws UserError when the file cannot be read or holds no request.
 */
export async function readAccessLog(name: string, io: Io): Promise<RecordingFile> {
  return notEmpty(name, parseAccessLog(await readText(name, io)));
}

async function readText(name: string, io: Io): Promise<string> {
  try {
    return decode(name === '-' ? await io.readStdin() : await io.disk.read(absolute(io.cwd, name))).text;
  } catch (error) {
    throw new UserError(`${name}: cannot be read, ${reasonOf(error)}`);
  }
}

function notEmpty(name: string, recording: Recording): RecordingFile {
  if (recording.requests.length > 0) return { name, recording };
  const [first] = recording.skipped;
  const place = first && first.at > 0 ? `${recording.unit} ${first.at}: ` : '';
  throw new UserError(`${name === '-' ? 'stdin' : name}: holds no request${first ? `; ${place}${first.reason}` : ''}`);
}

/** `{{$processEnv NAME}}` reads the environment. */
function environment({ env }: Io): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[`$processEnv ${name}`, value]])),
  );
}

async function withBodies(recording: Recording, name: string, io: Io): Promise<Recording> {
  const requests: Recorded[] = [];
  const skipped = [...recording.skipped];
  const folder = name === '-' ? io.cwd : path.posix.dirname(absolute(io.cwd, name));
  for (const { bodyFile, ...request } of recording.requests) {
    if (bodyFile === undefined) requests.push(request);
    else {
      try {
        requests.push({ ...request, body: await io.disk.read(absolute(folder, bodyFile)) });
      } catch (error) {
        skipped.push({ at: request.at, reason: `its body ${bodyFile} cannot be read, ${reasonOf(error)}` });
      }
    }
  }
  return { ...recording, requests, skipped };
}
