/** The bytes of files that are larger than what one wants in memory. */
import { fstatSync, openSync, readSync } from "node:fs";
import { withLibc } from "./libc.ts";

/** A file's bytes. */
export interface FileBytes {
  readonly size: number;
  /**
   * Some of them, from `start` on.
   *
   * @throws RangeError where they are not in the file.
   */
  bytes(start: number, length: number): Uint8Array<ArrayBuffer>;
  /** Says that some of them are not used for now, so that this process keeps them no longer in memory. */
  release(start: number, length: number): void;
}

/**
 * Opens a file so that its bytes come into memory when they are used.
 *
 * On Linux the file is mapped: the system reads a page when it is touched, and takes its memory back when it needs it. Elsewhere
 * bytes are read from their place each time. Either way the file stays open until the process ends. It must not be cut
 * meanwhile; to replace it by renaming another is no harm.
 *
 * @param options.map Whether it is mapped where that can be done; default true.
 * @throws The system's error where it cannot be opened.
 *
 * @example Five bytes from the third on
 * ```ts
 * import assert from "node:assert/strict";
 * const file = await Deno.makeTempFile();
 * await Deno.writeTextFile(file, "a red fox");
 * assert.equal(new TextDecoder().decode(openBytes(file).bytes(2, 5)), "red f");
 * ```
 */
export function openBytes(file: string, { map = true }: { map?: boolean } = {}): FileBytes {
  const buffer = map ? mapped(file) : undefined;
  return buffer ? ofMapping(buffer) : ofReads(openSync(file, "r"));
}

function ofMapping(buffer: ArrayBuffer): FileBytes {
  return {
    size: buffer.byteLength,
    bytes: (start, length) => new Uint8Array(buffer, start, length),
    release(start, length) {
      const from = PAGE * Math.ceil(start / PAGE), to = PAGE * Math.floor((start + length) / PAGE);
      if (to <= from) return;
      withLibc({ madvise: { parameters: ["buffer", "usize", "i32"], result: "i32" } }, ({ madvise }) => {
        madvise(new Uint8Array(buffer, from, to - from), BigInt(to - from), MADV_DONTNEED);
      });
    },
  };
}

function ofReads(descriptor: number): FileBytes {
  const { size } = fstatSync(descriptor);
  return {
    size,
    bytes(start, length) {
      if (!(start >= 0 && start + length <= size)) {
        throw new RangeError(`Expected ${length} bytes from ${start} on in a file of ${size}`);
      }
      const bytes = new Uint8Array(length);
      for (let done = 0; done < length;) {
        const read = readSync(descriptor, bytes, done, Math.min(CHUNK, length - done), start + done);
        if (read === 0) throw new RangeError(`Expected ${size} bytes in a file but it was cut`);
        done += read;
      }
      return bytes;
    },
    release() {},
  };
}

/** Bytes read at once, so that no length is too large for a call. */
const CHUNK = 2 ** 30;

// open(2), lseek(2), mmap(2) and madvise(2), as Linux numbers them.
const O_RDONLY = 0, O_CLOEXEC = 0o2000000, SEEK_END = 2, PROT_READ = 1, MAP_SHARED = 1, MADV_DONTNEED = 4;
/** A multiple of every page size that Linux has. */
const PAGE = 2 ** 16;

/** A file as it is mapped until the process ends; undefined where that cannot be done, or it is empty. */
function mapped(file: string): ArrayBuffer | undefined {
  return withLibc({
    open: { parameters: ["buffer", "i32"], result: "i32" },
    lseek: { parameters: ["i32", "i64", "i32"], result: "i64" },
    mmap: { parameters: ["pointer", "usize", "i32", "i32", "i32", "i64"], result: "pointer" },
    close: { parameters: ["i32"], result: "i32" },
  }, ({ open, lseek, mmap, close }) => {
    const descriptor = open(new TextEncoder().encode(`${file}\0`), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return undefined;
    const size = lseek(descriptor, 0n, SEEK_END);
    const place = size > 0n ? mmap(null, size, PROT_READ, MAP_SHARED, descriptor, 0n) : null;
    close(descriptor);
    // Where it fails, mmap returns -1.
    if (place === null || Deno.UnsafePointer.value(place) === FAILED) return undefined;
    return Deno.UnsafePointerView.getArrayBuffer(place, Number(size));
  });
}

const FAILED = 2n ** 64n - 1n;
