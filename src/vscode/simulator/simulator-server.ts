/** The live simulator, a bundle of its own that only the desktop has: it is read when the simulator is started. */
export { requestLines } from '../../server/request-line';
export { startServer } from '../../server/server';
export { isServeError } from '../../server/settings';
export { PortTaken } from '../../server/sockets';
