/** A number below another, drawn by a seed. */
export type Draw = (below: number) => number;

/** Numbers that a seed decides (a linear congruential generator, as in Numerical Recipes). */
export function drawing(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
