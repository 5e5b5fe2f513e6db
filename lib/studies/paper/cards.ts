/** Cards that nothing was measured on, and what is assumed of them. */

export interface Card {
  readonly name: string;
  /** Floating-point operations a second in products of 16-bit numbers, dense, summed in 32 bits: its data sheet's. */
  readonly peak: number;
}

export const cards: readonly Card[] = [
  { name: "H100 (SXM)", peak: 989e12 },
  { name: "RTX 4090", peak: 165e12 },
];

/** The share of its peak that a card is assumed to reach, in training and in encoding. */
export const SHARE_OF_PEAK = 0.3;

/** Seconds that an amount of arithmetic is reckoned to take on a card. */
export function reckonedSeconds(flops: number, { peak }: Card): number {
  return flops / (SHARE_OF_PEAK * peak);
}
