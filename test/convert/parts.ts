import type { Plain, PlainMap } from './render';
import type { Shape } from './shape';

export const ref = (name: string): Plain => ({ Ref: name });
export const getAtt = (name: string, attribute: string): Plain => ({ 'Fn::GetAtt': [name, attribute] });
export const noValue = ref('AWS::NoValue');

export function written(shape: Shape, side: 'Nlb' | 'Alb', index: number): Plain {
  const port = shape.ports[index]![side === 'Nlb' ? 'nlb' : 'alb'];
  if (shape.portSpelling === 'number') return port;
  if (shape.portSpelling === 'text') return String(port);
  if (shape.portSpelling === 'mapping') return { 'Fn::FindInMap': ['Ports', `leg${index}`, side] };
  return ref(`${side}Port${index}`);
}

/** The condition of a part: of the API, of the bridge, or of the ALB and what is behind it. */
export function when({ conditions }: Shape, part: 'api' | 'bridge' | 'alb'): PlainMap {
  const isUnder = {
    none: false,
    all: true,
    'not-alb': part !== 'alb',
    implied: true,
    bridge: part === 'bridge',
  }[conditions];
  if (!isUnder) return {};
  return { Condition: conditions === 'implied' && part === 'alb' ? 'WithAlb' : 'Private' };
}

export const nlbName = (bridge: number): string => (bridge === 0 ? 'Nlb' : `Nlb${bridge + 1}`);
export const linkName = (bridge: number): string => (bridge === 0 ? 'Link' : `Link${bridge + 1}`);
