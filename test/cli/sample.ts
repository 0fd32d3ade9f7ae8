import * as fs from 'node:fs';

/** The template that ships as a sample: a plain bridge with two services behind it. */
export const sampleYaml = fs.readFileSync('media/sample/template.yaml', 'utf8');
