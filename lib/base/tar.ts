/** One file out of a tar that comes as a stream. */

const BLOCK = 512;
const NONE = new Uint8Array(0);

/**
 * The content of a file in a tar, in chunks; what comes after it is not read.
 *
 * @param chunks The tar, decompressed.
 * @param name The file's name; folders before it do not count.
 * @throws Error where the tar has no such file, ends inside it, or is none.
 */
export async function* tarMember(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  const names: string[] = [];
  let rest: Uint8Array = NONE;
  const next = async (most: number): Promise<Uint8Array> => {
    while (rest.length === 0) {
      const { value, done } = await source.next();
      if (done) {
        throw new Error(`the tar ends before its end${names.length > 0 ? `, inside ${names.at(-1)}` : ""}`);
      }
      rest = value;
    }
    const some = rest.subarray(0, most);
    rest = rest.subarray(some.length);
    return some;
  };
  try {
    for (;;) {
      const header = new Uint8Array(BLOCK);
      for (let have = 0; have < BLOCK;) {
        const some = await next(BLOCK - have);
        header.set(some, have);
        have += some.length;
      }
      // Two blocks of zeros end it.
      if (header.every((byte) => byte === 0)) break;
      const file = entryOf(header);
      names.push(file.name);
      const isWanted = file.isFile && file.name.split("/").at(-1) === name;
      const padding = (BLOCK - file.bytes % BLOCK) % BLOCK;
      for (let left = isWanted ? file.bytes : file.bytes + padding; left > 0;) {
        const some = await next(left);
        left -= some.length;
        if (isWanted) yield some;
      }
      if (isWanted) return;
    }
  } finally {
    await source.return?.();
  }
  throw new Error(`the tar holds no ${name}, only ${names.join(", ") || "nothing"}`);
}

/** An entry's header, as POSIX's ustar and GNU tar write it. */
function entryOf(header: Uint8Array): { name: string; bytes: number; isFile: boolean } {
  const text = (start: number, length: number) => {
    const field = header.subarray(start, start + length);
    const end = field.indexOf(0);
    return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
  };
  const sum = header.reduce((sum, byte, i) => sum + (i >= 148 && i < 156 ? 32 : byte), 0);
  if (parseInt(text(148, 8), 8) !== sum) throw new Error("it is no tar, or a damaged one");
  const type = text(156, 1);
  return { name: text(0, 100), bytes: sizeOf(header, text(124, 12)), isFile: type === "" || type === "0" };
}

/** In octal digits; from 8 GiB on, as a number in base 256. */
function sizeOf(header: Uint8Array, digits: string): number {
  if ((header[124] & 0x80) === 0) return parseInt(digits, 8);
  return header.subarray(125, 136).reduce((size, byte) => size * 256 + byte, 0);
}
