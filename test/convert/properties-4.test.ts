import { test } from 'node:test';
import { checkDraws } from './properties';

test('generated bridges 750 to 999 are converted, and keep all that a conversion owes', () => checkDraws(750, 1000));
