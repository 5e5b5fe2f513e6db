// n = ((1.96 + 0.84) sigma / d)^2: half the difference takes four times the queries.
export function queriesNeeded(differences: number[], difference: number): number {
  const centre = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  const variance = differences.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (differences.length - 1);
  return Math.ceil((1.96 + 0.84) ** 2 * variance / difference ** 2);
}
