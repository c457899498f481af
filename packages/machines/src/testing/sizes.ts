const size = <Id extends 'small' | 'medium' | 'large' | 'xlarge'>(
  id: Id,
  [vcpu, memoryGib, pricePerHour]: readonly [number, number, number],
) => ({ id, instanceType: `t3a.${id}`, vcpu, memoryGib, pricePerHour });

/** All sizes with their prices in eu-west-1. */
export const sizesFor = {
  small: size('small', [2, 2, 0.0204]),
  medium: size('medium', [2, 4, 0.0408]),
  large: size('large', [2, 8, 0.0816]),
  xlarge: size('xlarge', [4, 16, 0.1632]),
};
