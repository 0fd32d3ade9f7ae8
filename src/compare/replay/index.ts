/** Requests that were recorded elsewhere, sent through templates. */
export { parseAccessLog } from './access-log';
export { compareRecording, type Replay, type ReplayDifference } from './compare';
export { parseHar } from './har';
export { parseHttpFile } from './http-file';
export { placeRecorded, type Placed } from './place';
export type { Recorded, Recording, Skipped } from './recorded';
