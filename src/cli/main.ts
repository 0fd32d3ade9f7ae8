import { version } from '../../package.json';

const [command] = process.argv.slice(2);
if (command === '--version' || command === '-v') {
  console.log(version);
} else {
  console.log('unbridge: see the bridge between API Gateway and a private ALB, convert it, simulate requests');
  console.log('usage: unbridge --version | --help');
  process.exitCode = command === undefined || command === '--help' || command === '-h' ? 0 : 2;
}
