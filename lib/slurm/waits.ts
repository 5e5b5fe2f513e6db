/** How long a cluster may be late, in seconds. */
export const waits = {
  /** For an answer of Slurm's controller, which may be busy, or start again. */
  answer: 60,
  /** Until what one node wrote is seen on all: NFS keeps for a minute that a file is absent. */
  seen: 70,
};
