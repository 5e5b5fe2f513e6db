/// <reference lib="dom" />
/** Steps of descent, one after the other. */

export interface Player {
  readonly playing: boolean;
  start(): void;
  stop(): void;
}

/** Milliseconds between steps. */
const BETWEEN = 33;

/**
 * @param step Takes a step, and says whether there is another.
 * @param changed Told when it starts and stops.
 */
export function player(step: () => boolean, changed: () => void): Player {
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
    changed();
  };
  return {
    get playing() {
      return timer !== undefined;
    },
    start() {
      timer ??= setInterval(() => step() || stop(), BETWEEN);
      changed();
    },
    stop,
  };
}
