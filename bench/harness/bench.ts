/** What a bench is: contestants that do the same work, the measures compared, and the goals set. */

/** A program that does the work once and prints one line of JSON with numbers. */
export interface Contestant {
  /** As tables print it; the first contestant of a bench is ours. */
  name: string;
  /** A file of `bench/`: `ours/NAME.ts`, run by Deno, or `peers/NAME.py`, run by the peers' Python. */
  program: string;
  /** Arguments after the folder of prepared data. */
  args?: string[];
  /** Added to the environment of the process. */
  env?: Record<string, string>;
  /** How large its work is, where contestants do the same work in different sizes: the table then ends with slopes. */
  size?: number;
}

/** A number that contestants print, and how ours is compared with a peer's. */
export interface Measure {
  /** The field of the printed line. */
  field: string;
  /** The head of its column, with its unit: `step, s`. */
  title: string;
  /** Multiplied before it is shown, as 1e-9 for GB; default 1. */
  scale?: number;
  /** `peer / ours` says how many times faster ours is, `ours / peer` how much of the peer's it takes. */
  ratio?: "peer / ours" | "ours / peer";
}

/** What a measure has to be. */
export interface Goal {
  field: string;
  /** The contestant whose ratio with ours counts. */
  peer?: string;
  /** The contestant whose own value counts, in the measure's unit; instead of `peer`. */
  of?: string;
  atLeast?: number;
  atMost?: number;
}

export interface Bench {
  /** What is measured, in a sentence or two; shown above the table. */
  about: string;
  /** Puts the data that all contestants share into a folder, which is kept between runs. */
  prepare?(folder: string): Promise<void>;
  contestants: Contestant[];
  measures: Measure[];
  goals?: Goal[];
  /** Whether contestants did the same work: what differs, a line each. Looks at the first round. */
  differences?(results: ContestantResult[]): string[];
}

/** Numbers are compared; a field may hold more than a number for `differences`. */
export type Printed = Record<string, unknown>;

export interface ContestantResult {
  name: string;
  /** How large its work was, where sizes are compared. */
  size?: number;
  /** What it printed, a line a round. */
  rounds: Printed[];
  /** Versions of what ran, as it printed them in the field `versions`. */
  versions: Record<string, string>;
}

/** All there is to know of a bench that was run; what `results/bench/NAME.json` holds. */
export interface BenchResult {
  bench: string;
  about: string;
  date: string;
  /** The commit of this software. */
  software: string;
  machine: string;
  threads: number;
  measures: Measure[];
  goals: Goal[];
  contestants: ContestantResult[];
}

/** The median; of an even number, the mean of the middle two. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A contestant's median of a field over the rounds; NaN where it printed none. */
export function medianOf(contestant: ContestantResult, field: string): number {
  return median(contestant.rounds.map((line) => line[field]).filter((x) => typeof x === "number"));
}

/** What a goal is compared with: a contestant's own value in the measure's unit, or a ratio. NaN where not measured. */
export function foundFor(result: BenchResult, { field, peer, of }: Goal): number {
  if (peer !== undefined) return ratioOf(result, field, peer);
  const contestant = result.contestants.find(({ name }) => name === of);
  const { scale = 1 } = result.measures.find((measure) => measure.field === field) ?? {};
  return contestant ? scale * medianOf(contestant, field) : NaN;
}

/** The ratio of a measure between ours, the first contestant, and a peer. */
export function ratioOf(result: BenchResult, field: string, peer: string): number {
  const [ours] = result.contestants;
  const other = result.contestants.find(({ name }) => name === peer);
  if (!other) return NaN;
  const ratio = medianOf(ours, field) / medianOf(other, field);
  return result.measures.find((measure) => measure.field === field)?.ratio === "peer / ours"
    ? 1 / ratio
    : ratio;
}

/**
 * How a measure grows with the size of the work: the slope of its logarithm over that of the size, by least squares. 1 is in
 * proportion, 0 not at all. NaN where fewer than two sizes were measured.
 */
export function slopeOf({ contestants }: BenchResult, field: string): number {
  const points = contestants.map((each) => [Math.log(each.size ?? NaN), Math.log(medianOf(each, field))])
    .filter((point) => point.every(Number.isFinite));
  if (points.length < 2) return NaN;
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [0, 1].map((i) => mean(points.map((point) => point[i])));
  return mean(points.map((point) => (point[0] - x) * (point[1] - y))) /
    mean(points.map((point) => (point[0] - x) ** 2));
}
