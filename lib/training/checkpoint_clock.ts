/** Tells when a checkpoint is due: after some steps, and after some seconds of work, so that no kill costs more. */

/** Milliseconds of work after which a checkpoint is due. */
const WORK = 20_000;
/** How much longer than a checkpoint took to write the work before the next one is: so writing takes 5 % at most. */
const TIMES = 20;
/** Milliseconds of work that are worth a checkpoint before something long begins. */
const SOME_WORK = 5_000;

export interface CheckpointClock {
  /** Whether a checkpoint is due after so many steps. */
  due(steps: number): boolean;
  /** Whether enough is done for a checkpoint before something long begins, such as a validation. */
  worthIt(): boolean;
  /** Writes a checkpoint, and notes how long that took. */
  save(write: () => Promise<void>): Promise<void>;
}

/**
 * Starts the clock.
 *
 * @param every Steps between two checkpoints at most.
 * @param now The time in milliseconds; default the process's clock.
 */
export function startCheckpointClock(
  every: number,
  now: () => number = () => performance.now(),
): CheckpointClock {
  let saved = now(), took = 0;
  return {
    due: (steps) => steps % every === 0 || now() - saved >= Math.max(WORK, TIMES * took),
    worthIt: () => now() - saved >= Math.max(SOME_WORK, TIMES * took / 4),
    async save(write) {
      const started = now();
      await write();
      saved = now();
      took = saved - started;
    },
  };
}
