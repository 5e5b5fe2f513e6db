/**
 * How many grades count as relevant.
 *
 * @param minGrade Lowest grade that counts.
 * @param depth How many of the grades are looked at, from the first.
 */
export function countRelevant(grades: ArrayLike<number>, minGrade: number, depth = Infinity): number {
  const end = Math.min(depth, grades.length);
  let count = 0;
  for (let i = 0; i < end; i++) if (grades[i] >= minGrade) count++;
  return count;
}
