import { namesIn } from '../simulate/headers';

/** Headers that belong to one connection and are set by whoever sends. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
export const isOfConnection = namesIn([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'expect',
]);
