/** How long a cluster may be late, in seconds. */
export const waits = {
  /** For an answer of Slurm's controller, which may be busy, or start again. */
  answer: 60,
};
