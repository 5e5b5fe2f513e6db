/** Rules for numbers on the command line. */

export interface NumberRule {
  /** What a number must be, to follow "expected --name to be". */
  readonly words: string;
  accepts(value: number): boolean;
}

/** 1, 2, 3, … */
export const positiveInteger: NumberRule = {
  words: "an integer above 0",
  accepts: (value) => Number.isSafeInteger(value) && value > 0,
};

/** 0, 1, 2, … */
export const naturalNumber: NumberRule = {
  words: "an integer of at least 0",
  accepts: (value) => Number.isSafeInteger(value) && value >= 0,
};

/** A finite number that is not negative. */
export const notNegative: NumberRule = {
  words: "a number of at least 0",
  accepts: (value) => value >= 0 && value < Infinity,
};

/** A share, both ends included. */
export const share: NumberRule = {
  words: "a number between 0 and 1",
  accepts: (value) => value >= 0 && value <= 1,
};

/** A share, both ends excluded. */
export const properShare: NumberRule = {
  words: "a number above 0 and below 1",
  accepts: (value) => value > 0 && value < 1,
};

/** An integer that is not below a limit. */
export function integerFrom(least: number): NumberRule {
  return {
    words: `an integer of at least ${least}`,
    accepts: (value) => Number.isSafeInteger(value) && value >= least,
  };
}

/** An integer within limits, both included. */
export function integerBetween(least: number, most: number): NumberRule {
  return {
    words: `an integer from ${least} to ${most}`,
    accepts: (value) => Number.isSafeInteger(value) && value >= least && value <= most,
  };
}
