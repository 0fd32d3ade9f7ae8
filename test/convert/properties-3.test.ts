import { test } from 'node:test';
import { checkDraws } from './properties';

test('generated bridges 500 to 749 are converted, and keep all that a conversion owes', () => checkDraws(500, 750));
