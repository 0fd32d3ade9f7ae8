import { test } from 'node:test';
import { checkDraws } from './properties';

test('generated bridges 250 to 499 are converted, and keep all that a conversion owes', () => checkDraws(250, 500));
