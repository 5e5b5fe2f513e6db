// Where the margin is too small, dTarget is above 0: descent lowers the target, as if the question had been easier.
export function hinge(margin: number, target: number): { value: number; dMargin: number; dTarget: number } {
  const missing = Math.max(0, target - margin);
  return { value: missing ** 2, dMargin: -2 * missing, dTarget: 2 * missing };
}
