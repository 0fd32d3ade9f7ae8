/** A bundle of its own: nothing of it is read unless `serve --engine localstack` asks for it. */
export { localStackEngine } from '../../server/localstack/index';
