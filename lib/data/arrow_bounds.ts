/**
 * Where an Arrow file says that its columns are, checked before anything of the sizes that it says is read or looped over:
 * apache-arrow believes whatever a damaged file says, and may not come back from it.
 *
 * @see https://arrow.apache.org/docs/format/Columnar.html, the format, and https://flatbuffers.dev/internals.
 */

/** Bytes of a file, from `start` on. */
export type ReadBytes = (start: number, length: number) => Promise<Uint8Array>;

/** Bytes after the footer: its length and the last mark. */
const END = 10;
/** Bytes of the structs that say where a message is, how long a column is, and where a buffer is. */
const BLOCK = 24, PAIR = 16;
/** Kinds of messages. */
const DICTIONARY = 2, RECORDS = 3;

/** A part of a file, in bytes. */
export interface Extent {
  readonly start: number;
  readonly length: number;
}

/** A record batch: its rows, and its columns' buffers in the order of the schema. */
export interface BatchExtents {
  readonly rows: number;
  readonly buffers: readonly Extent[];
}

/**
 * Checks a file that ends with Arrow's last mark.
 *
 * @returns Its record batches.
 * @throws Error that says what does not fit.
 */
export async function checkBounds(read: ReadBytes, size: number): Promise<BatchExtents[]> {
  const length = new FlatBuffer(await read(size - END, 4)).int32(0);
  if (length <= 8 || length > size - END - 8) throw new Error(`a footer of ${length} bytes does not fit`);
  const footer = new FlatBuffer(await read(size - END - length, length));
  const root = footer.root();
  const schema = footer.table(root, 1);
  if (schema === undefined) throw new Error("there is no schema");
  checkSchema(footer, schema);
  const batches: BatchExtents[] = [];
  for (const [field, kind] of [[2, DICTIONARY], [3, RECORDS]]) {
    const blocks = footer.vector(root, field, BLOCK);
    for (let i = 0; i < blocks.count; i++) {
      const at = blocks.start + i * BLOCK;
      const [offset, head, body] = [footer.size(at), footer.int32(at + 8), footer.size(at + 16)];
      if (head <= 8 || offset + head + body > size) throw new Error("a record batch does not fit");
      const { rows, buffers } = checkMessage(await read(offset, head), { kind, body });
      if (kind !== RECORDS) continue;
      const moved = buffers.map(({ start, length }) => ({ start: offset + head + start, length }));
      batches.push({ rows, buffers: moved });
    }
  }
  return batches;
}

function checkSchema(buffer: FlatBuffer, schema: number): void {
  buffer.vector(schema, 2, 4);
  buffer.vector(schema, 3, 8);
  // A field takes more than eight bytes: more of them would be the same ones again and again.
  let left = buffer.length / 8;
  const checkFields = (table: number, field: number) => {
    const { start, count } = buffer.vector(table, field, 4);
    for (let i = 0; i < count; i++) {
      if (--left < 0) throw new Error("the schema has more fields than its bytes allow");
      const child = buffer.follow(start + 4 * i);
      buffer.vector(child, 0, 1);
      buffer.vector(child, 6, 4);
      checkFields(child, 5);
    }
  };
  checkFields(schema, 1);
}

/** Its buffers start within the message's body. */
function checkMessage(
  bytes: Uint8Array,
  { kind, body }: { kind: number; body: number },
): BatchExtents {
  // Before the message are a mark and its length; the oldest files have the length alone.
  const first = new FlatBuffer(bytes);
  const start = first.int32(0) === -1 ? 8 : 4;
  if (start + first.int32(start - 4) !== bytes.length) throw new Error("a message has another size");
  const buffer = new FlatBuffer(bytes.subarray(start));
  const message = buffer.root();
  const header = buffer.table(message, 2);
  // apache-arrow would look for the next record batch at the same place, for ever.
  if (header === undefined || buffer.byte(message, 1) !== kind) throw new Error("a record batch is none");
  if (buffer.long(message, 3) !== body) throw new Error("a record batch has another size");
  const batch = kind === DICTIONARY ? buffer.table(header, 1) : header;
  if (batch === undefined) throw new Error("a dictionary has no values");
  const most = 8 * body; // the smallest values are bits
  if (buffer.long(batch, 0) > most) throw new Error("a record batch has more rows than its bytes allow");
  const columns = buffer.vector(batch, 1, PAIR), buffers = buffer.vector(batch, 2, PAIR);
  for (let i = 0; i < columns.count; i++) {
    const at = columns.start + i * PAIR;
    if (buffer.size(at) > most || buffer.size(at + 8) > most) throw new Error("a column does not fit");
  }
  const extents = Array.from({ length: buffers.count }, (_, i) => {
    const at = buffers.start + i * PAIR;
    return { start: buffer.size(at), length: buffer.size(at + 8) };
  });
  if (extents.some(({ start, length }) => start + length > body)) throw new Error("a buffer does not fit");
  buffer.vector(batch, 4, 8);
  return { rows: buffer.long(batch, 0), buffers: extents };
}

/** A flatbuffer; each method throws where what it reads lies outside. */
class FlatBuffer {
  readonly length: number;
  #view: DataView;

  constructor(bytes: Uint8Array) {
    this.length = bytes.length;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  int32(at: number): number {
    return this.#view.getInt32(at, true);
  }

  /** A count or an offset of 64 bits. */
  size(at: number): number {
    const value = Number(this.#view.getBigInt64(at, true));
    if (value < 0 || !Number.isSafeInteger(value)) throw new Error(`${value} is no size`);
    return value;
  }

  /** The position of the table that the offset at `at` leads to. */
  follow(at: number): number {
    const table = at + this.#view.getUint32(at, true);
    const fields = table - this.int32(table);
    if (fields < 0 || fields + this.#view.getUint16(fields, true) > this.length) {
      throw new Error("a table lies outside");
    }
    return table;
  }

  root(): number {
    return this.follow(0);
  }

  table(table: number, field: number): number | undefined {
    const at = this.#at(table, field);
    return at === undefined ? undefined : this.follow(at);
  }

  byte(table: number, field: number): number {
    const at = this.#at(table, field);
    return at === undefined ? 0 : this.#view.getUint8(at);
  }

  long(table: number, field: number): number {
    const at = this.#at(table, field);
    return at === undefined ? 0 : this.size(at);
  }

  /** Where a vector's items start, and how many there are, each of `width` bytes. */
  vector(table: number, field: number, width: number): { start: number; count: number } {
    const at = this.#at(table, field);
    if (at === undefined) return { start: 0, count: 0 };
    const vector = at + this.#view.getUint32(at, true);
    const count = this.#view.getUint32(vector, true);
    if (vector + 4 + count * width > this.length) throw new Error(`${count} items do not fit`);
    return { start: vector + 4, count };
  }

  /** Where a table has a field; undefined where it leaves it out. */
  #at(table: number, field: number): number | undefined {
    const fields = table - this.int32(table);
    const entry = 4 + 2 * field;
    if (entry + 2 > this.#view.getUint16(fields, true)) return undefined;
    const offset = this.#view.getUint16(fields + entry, true);
    return offset === 0 ? undefined : table + offset;
  }
}
