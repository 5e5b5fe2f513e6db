/** A batch through a training: its texts, and where an encoder put them after some steps. */
import { UserError } from "../../base/mod.ts";
import type { MarginOptions } from "../../losses/mod.ts";

/** A triple as one reads it. */
export interface TripleText {
  readonly query: string;
  readonly positive: string;
  readonly negative: string;
  /** Whether the negative is relevant, which the loss does not know. */
  readonly falseNegative: boolean;
}

/** The margin losses that an encoder is trained with, and that look at a recording. */
export type RecordedLoss = Pick<MarginOptions, "inBatch" | "errorFn" | "orientation"> & {
  readonly target: Exclude<MarginOptions["target"], object>;
};

export interface Recording {
  readonly label: string;
  readonly loss: RecordedLoss;
  /** In ascending order; the first is before training. */
  readonly moments: readonly Moment[];
}

export interface Moment {
  /** Steps done. */
  readonly step: number;
  /** Of queries, then positives, then negatives: `3 B` rows of unit length, in the space that they span. */
  readonly embeddings: readonly (readonly number[])[];
}

export interface Recordings {
  /** What was trained, in a line. */
  readonly training: string;
  readonly batch: readonly TripleText[];
  readonly recordings: readonly Recording[];
}

/** The text of a file of recordings: embeddings to four digits after the point. */
export function recordingsText(recordings: Recordings): string {
  const rounded = (name: string, value: unknown) =>
    name === "embeddings"
      ? (value as number[][]).map((row) => row.map((number) => Number(number.toFixed(4))))
      : value;
  return JSON.stringify(recordings, rounded).replaceAll('{"step"', '\n{"step"') + "\n";
}

/**
 * Reads what {@linkcode recordingsText} wrote.
 *
 * @throws UserError where it is something else.
 */
export function parseRecordings(text: string, file: string): Recordings {
  try {
    const found = JSON.parse(text) as Recordings;
    const size = 3 * found.batch.length;
    const whole = found.recordings.length > 0 && size > 0 &&
      found.recordings.every(({ moments }) =>
        moments.length > 0 && moments.every(({ embeddings }) => embeddings.length === size)
      );
    if (whole) return found;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  throw new UserError(
    `Expected recordings of a batch in ${file} but found something else. ` +
      "Record again: `deno task report --microscope`.",
  );
}
