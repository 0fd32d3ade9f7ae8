/** LocalStack as the engine of the live simulator: both engines get each request, and their answers stand side by side. */
export { localStackEngine, type LocalStackOptions } from './engine';
