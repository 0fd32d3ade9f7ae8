/** Chance that can be played again: what `draw` gave first, `again` gives in the same order. */
export interface Draws {
  readonly draw: () => number;
  /** Starts anew with the first number. */
  again(): () => number;
}

/** Notes the numbers that `random` gives. */
export function createDraws(random: () => number): Draws {
  const drawn: number[] = [];
  return {
    draw: () => {
      const number = random();
      drawn.push(number);
      return number;
    },
    again: () => {
      let next = 0;
      return () => drawn[next++] ?? random();
    },
  };
}
