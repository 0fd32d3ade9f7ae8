import { test } from 'node:test';
import { checkDraws } from './properties';

test('generated bridges 0 to 249 are converted, and keep all that a conversion owes', () => checkDraws(0, 250));
