import type { Entry } from '../node';
import { textChange, type Change } from './change';
import type { Geometry } from './geometry';
import { writeKey } from './scalar';
import type { Style } from './style';

/** The change that renames a key, in the quotes it has. */
export function planKey({ document, inFlow }: Geometry, { key, value }: Entry, name: string, style: Style): Change {
  const { start, end } = document.locate(key);
  const forced = key.style === 'single' || key.style === 'double' ? key.style : undefined;
  const written = style.json
    ? JSON.stringify(name)
    : writeKey(name, { quote: style.quote, forced, inFlow: inFlow(value) });
  return textChange(start, end, written);
}
