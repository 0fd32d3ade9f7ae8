import { defineCommand } from '../command';
import { withoutIgnored } from '../ignored';
import { readInputs } from '../inputs';
import { UserError } from '../io';
import { testJson } from '../report/test-json';
import { junit } from '../report/test-junit';
import { tap } from '../report/test-tap';
import { testText } from '../report/test-text';
import { initScenario } from '../scenario/init';
import { readScenario } from '../scenario/read';
import { runScenario, type TestedFile } from '../scenario/run';

/** What a folder is searched for. */
const scenarioName = /\.paths\.(ya?ml|json)$/;

export default defineCommand({
  name: 'test',
  operands: 'FILE.paths.yaml…',
  summary: 'check that requests end where a file says they do',
  options: {
    format: {
      type: 'string',
      short: 'f',
      choices: ['text', 'tap', 'junit', 'json'],
      help: 'how to report; text is the default',
    },
    init: {
      type: 'boolean',
      help: 'write TEMPLATE.paths.yaml with the present outcome of every request that tells routes apart',
    },
    force: { type: 'boolean', help: 'with --init, write the file anew where it is there already' },
  },
  examples: [
    'unbridge test orders.paths.yaml',
    'unbridge test . --format junit > paths.xml',
    'unbridge test --init template.yaml',
  ],

  async run(operands, values, io) {
    if (values.init) {
      if (operands.length === 0)
        throw new UserError('unbridge test: --init needs a template: unbridge test --init FILE');
      await initScenario(operands, values.force, io);
      return 0;
    }
    if (values.force) throw new UserError('unbridge test: --force goes with --init');
    if (operands.length === 0)
      throw new UserError('unbridge test: FILE is missing; name a .paths.yaml file, a folder or - for stdin');
    const inputs = (await withoutIgnored(await readInputs('test', operands, io), io)).filter(
      ({ name, found }) => !found || scenarioName.test(name),
    );
    if (inputs.length === 0) throw new UserError(`${operands[0]}: no .paths.yaml or .paths.json file in this folder`);
    const tested: TestedFile[] = [];
    let isComplete = true;
    for (const input of inputs) {
      try {
        tested.push(await runScenario(await readScenario(input), io));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        isComplete = false;
        io.stderr.write(`${error.message}\n`);
      }
    }
    if (tested.length > 0) io.stdout.write(report(values.format)(tested));
    for (const assumption of new Set(tested.flatMap(({ assumptions }) => assumptions)))
      io.stderr.write(`assumed: ${assumption}\n`);
    if (!isComplete) return 2;
    return tested.some(({ tests }) => tests.some(({ failures }) => failures.length > 0)) ? 1 : 0;

    function report(format: typeof values.format): (files: readonly TestedFile[]) => string {
      switch (format) {
        case 'text':
          return (files) => testText(files, io);
        case 'tap':
          return tap;
        case 'junit':
          return junit;
        case 'json':
          return testJson;
      }
    }
  },
});
