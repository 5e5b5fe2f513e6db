/** Calls of the C library: keep freed memory, and silence native start-up messages. */
import { withLibc } from "../base/mod.ts";

// Names and numbers of mallopt(3), malloc.h, and open(2), fcntl.h.
const M_TRIM_THRESHOLD = -1;
const M_MMAP_MAX = -4;
const M_ARENA_MAX = -8;
const O_WRONLY = 1;
const STDERR = 2;

/**
 * Tells glibc's allocator to keep freed memory for the next tensor; elsewhere it does nothing.
 *
 * By default each freed block above some hundred kilobytes goes back to the system, and each new activation costs page
 * faults. Without that, a training step runs up to twice as fast.
 */
export function keepMemory(): void {
  withLibc({ mallopt: { parameters: ["i32", "i32"], result: "i32" } }, ({ mallopt }) => {
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, 2 ** 31 - 1);
  });
}

/** Runs something without what its native code writes to standard error. */
export function quietly<T>(start: () => T): T {
  const started = withLibc({
    open: { parameters: ["buffer", "i32"], result: "i32" },
    dup: { parameters: ["i32"], result: "i32" },
    dup2: { parameters: ["i32", "i32"], result: "i32" },
    close: { parameters: ["i32"], result: "i32" },
  }, ({ open, dup, dup2, close }) => {
    const saved = dup(STDERR);
    const nowhere = open(new TextEncoder().encode("/dev/null\0"), O_WRONLY);
    if (nowhere >= 0) dup2(nowhere, STDERR);
    try {
      return { value: start() };
    } finally {
      dup2(saved, STDERR);
      close(saved);
      close(nowhere);
    }
  });
  return started ? started.value : start();
}
