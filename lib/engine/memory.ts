/**
 * Tells the C library's allocator to keep freed memory for the next tensor.
 *
 * By default glibc gives every block above some hundred kilobytes back to the system when it is freed, so that
 * each new activation is paid for in page faults: a step of training runs up to twice as fast without that.
 */

// Names and numbers of mallopt(3), malloc.h.
const M_TRIM_THRESHOLD = -1;
const M_MMAP_MAX = -4;
const M_ARENA_MAX = -8;

/** Has an effect with glibc only; elsewhere it does nothing. */
export function keepMemory(): void {
  if (Deno.build.os !== "linux") return;
  try {
    const libc = Deno.dlopen("libc.so.6", { mallopt: { parameters: ["i32", "i32"], result: "i32" } });
    libc.symbols.mallopt(M_ARENA_MAX, 1);
    libc.symbols.mallopt(M_MMAP_MAX, 0);
    libc.symbols.mallopt(M_TRIM_THRESHOLD, 2 ** 31 - 1);
  } catch {
    // musl, or no permission: slower, and still right.
  }
}
