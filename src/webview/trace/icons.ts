import type { HopKindView } from '../protocol';

/** Line drawings on a grid of 16 by 16, one per kind of hop. */
export const hopIcons: Readonly<Record<HopKindView, string>> = {
  // A globe.
  gateway: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13ZM1.5 8h13M8 1.5c-4 4-4 9 0 13M8 1.5c4 4 4 9 0 13',
  // Two links of a chain.
  link: 'M6.5 9.5l3-3M7 4.5l1.5-1.5a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5L7.5 13a3.2 3.2 0 0 1-4.5-4.5L4.5 7',
  // Packets both ways.
  nlb: 'M2 5.5h11M10 2.5l3 3l-3 3M14 10.5H3M6 7.5l-3 3l3 3',
  // One way that splits in three.
  alb: 'M1.5 8h4M5.5 8c3 0 2-5 5-5h4M5.5 8h9M5.5 8c3 0 2 5 5 5h4',
  // Several boxes.
  'target-group': 'M1.5 1.5h5.5v5.5h-5.5ZM9 1.5h5.5v5.5h-5.5ZM1.5 9h5.5v5.5h-5.5ZM9 9h5.5v5.5h-5.5Z',
  // A server.
  target: 'M2 2.5h12v4.5h-12ZM2 9h12v4.5h-12ZM4.5 4.75h.1M4.5 11.25h.1',
  // An arrow that leaves its box.
  internet: 'M9 2h5v5M14 2L7.5 8.5M11.5 9v4.5h-9v-9h4.5',
};

/** Marks for what became of the request at a hop. */
export const levelIcons = {
  ok: 'M3 8.5l3.5 3.5L13 4.5',
  blocked: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13ZM3.5 3.5l9 9',
  error: 'M8 1.5l6.5 12.5h-13ZM8 6v4M8 12h.1',
} as const;
