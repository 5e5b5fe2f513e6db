import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, symlink, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { UserError } from "../base/mod.ts";
import { fetchFile, type Place } from "./download.ts";
import { type WebOptions, webPlace } from "./web.ts";

const content = new Uint8Array(300_000).map((_, i) => (i * i) % 251);
const sha256 = createHash("sha256").update(content).digest("hex");
const file = { folder: "some/model", name: "part/weights.bin", sha256, bytes: content.length };
const quiet = { answerWithin: 2000, stallAfter: 2000 };

/** Runs a test with its own cache and mirror folder, and without lines on the terminal. */
async function alone(run: (folders: { cache: string; mirror: string }) => Promise<void>): Promise<void> {
  const base = await mkdtemp(path.join(tmpdir(), "download-"));
  const folders = { cache: path.join(base, "cache"), mirror: path.join(base, "mirror") };
  const before = { KIT_CACHE: process.env.KIT_CACHE, KIT_MIRROR: process.env.KIT_MIRROR };
  const warn = console.warn;
  Object.assign(process.env, { KIT_CACHE: folders.cache, KIT_MIRROR: folders.mirror });
  console.warn = () => {};
  try {
    await run(folders);
  } finally {
    console.warn = warn;
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

interface Serving {
  /** Bytes after which the connection is cut, by request; the last one holds for later requests. */
  readonly cuts?: number[];
  readonly body?: Uint8Array;
  readonly status?: number;
  /** The `Retry-After` of the first answers, which are 503. */
  readonly busy?: (string | undefined)[];
}

/** Serves one file over HTTP, with ranges; reports the requested ranges. */
async function serving(
  { cuts = [Infinity], body = content, status = 200, busy = [] }: Serving,
  run: (place: (options?: WebOptions) => Place, ranges: (string | undefined)[]) => Promise<void>,
): Promise<void> {
  const ranges: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const cut = cuts[Math.min(ranges.length, cuts.length - 1)];
    ranges.push(request.headers.range);
    if (ranges.length <= busy.length) {
      const wait = busy[ranges.length - 1];
      return response.writeHead(503, wait === undefined ? {} : { "retry-after": wait }).end();
    }
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const rest = body.subarray(from);
    response.writeHead(status !== 200 ? status : from > 0 ? 206 : 200, { "content-length": rest.length });
    if (cut >= rest.length) response.end(rest);
    else response.write(rest.subarray(0, cut), () => setTimeout(() => response.destroy(), 50));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await run(
      (options) => webPlace((name) => `${address}/${name}`, { label: "the server", ...quiet, ...options }),
      ranges,
    );
  } finally {
    await new Promise((done) => server.close(done));
  }
}

async function says(promise: Promise<unknown>, ...patterns: RegExp[]): Promise<void> {
  await assert.rejects(promise, (error: Error) => {
    assert.ok(error instanceof UserError, String(error.stack));
    for (const pattern of patterns) assert.match(error.message, pattern);
    return true;
  });
}

Deno.test("several first downloads at once each end with the right file", () =>
  alone(({ cache }) =>
    serving({ cuts: [100_000, 50_000, Infinity] }, async (place) => {
      const places = [place()];
      const found = await Promise.all(Array.from({ length: 6 }, () => fetchFile({ ...file, places })));
      for (const each of found) assert.deepEqual(new Uint8Array(await readFile(each)), content);
      assert.deepEqual(await readdir(path.join(cache, "downloads", "parts")), []);
    })
  ));

Deno.test("a file comes from the web once, then from the cache", () =>
  alone(() =>
    serving({}, async (place, ranges) => {
      const at = await fetchFile({ ...file, places: [place()] });
      assert.deepEqual(new Uint8Array(await readFile(at)), content);
      assert.equal(await fetchFile({ ...file, places: [place()] }), at);
      assert.deepEqual(ranges, [undefined]);
    })
  ));

Deno.test("the mirror folder is the first place", () =>
  alone(({ mirror }) =>
    serving({}, async (place, ranges) => {
      await mkdir(path.join(mirror, file.folder, "part"), { recursive: true });
      await writeFile(path.join(mirror, file.folder, file.name), content);
      await fetchFile({ ...file, places: [place()] });
      assert.deepEqual(ranges, []);
    })
  ));

Deno.test("a wrong file in the mirror is ignored", () =>
  alone(({ mirror }) =>
    serving({}, async (place) => {
      await mkdir(path.join(mirror, file.folder, "part"), { recursive: true });
      await writeFile(path.join(mirror, file.folder, file.name), content.map((byte) => byte ^ 1));
      assert.deepEqual(
        new Uint8Array(await readFile(await fetchFile({ ...file, places: [place()] }))),
        content,
      );
    })
  ));

Deno.test("a broken transfer continues where it stopped", () =>
  alone(() =>
    serving({ cuts: [100_000, Infinity] }, async (place, ranges) => {
      const at = await fetchFile({ ...file, places: [place()] });
      assert.deepEqual(new Uint8Array(await readFile(at)), content);
      assert.equal(ranges.length, 2);
      assert.match(ranges[1]!, /^bytes=[1-9]\d*-$/);
    })
  ));

Deno.test("a later command continues where an earlier one stopped", () =>
  alone(() =>
    serving({ cuts: [100_000, Infinity] }, async (place, ranges) => {
      const once = { resumptions: 0 };
      await says(
        fetchFile({ ...file, places: [place(once)] }),
        /broke off after \d+ of 300000 bytes/,
        /finished downloads are kept/,
      );
      assert.deepEqual(
        new Uint8Array(await readFile(await fetchFile({ ...file, places: [place(once)] }))),
        content,
      );
      assert.match(ranges[1]!, /^bytes=[1-9]\d*-$/);
    })
  ));

Deno.test("a wrong checksum is one clear message, and the file is not kept", () =>
  alone(({ cache }) =>
    serving({ body: content.map((byte) => byte ^ 1) }, async (place) => {
      await says(
        fetchFile({ ...file, places: [place()] }),
        /the server: expected part\/weights\.bin to have sha256 [0-9a-f]{64} but found [0-9a-f]{64}/,
        /put the file in .*mirror.some.model/,
      );
      assert.equal(existsSync(path.join(cache, "downloads", file.folder, file.name)), false);
    })
  ));

Deno.test("a file may be known by its MD5 alone", () =>
  alone(() =>
    serving({ cuts: [100_000, Infinity] }, async (place, ranges) => {
      const { sha256: _, ...others } = file;
      const md5 = createHash("md5").update(content).digest("hex");
      const at = await fetchFile({ ...others, md5, places: [place()] });
      assert.deepEqual(new Uint8Array(await readFile(at)), content);
      assert.match(ranges[1]!, /^bytes=[1-9]\d*-$/);
      const wrong = {
        ...others,
        name: "other.bin",
        md5: md5.replace(/^./, (digit) => digit === "0" ? "1" : "0"),
      };
      await says(
        fetchFile({ ...wrong, places: [place()] }),
        /the server: expected other\.bin to have md5 .* but found/,
      );
    })
  ));

Deno.test("a server is told what it has to be told besides, also when a transfer is continued", async () => {
  const told: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    told.push(request.headers["x-version"] as string | undefined);
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, { "content-length": content.length - from });
    if (told.length > 1) response.end(content.subarray(from));
    else response.write(content.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 50));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const place = webPlace((name) => `${url}/${name}`, { ...quiet, headers: { "x-version": "7" } });
  await alone(async () => void await fetchFile({ ...file, places: [place] }))
    .finally(() => new Promise((done) => server.close(done)));
  assert.deepEqual(told, ["7", "7"]);
});

Deno.test("a truncated cached file is replaced", () =>
  alone(() =>
    serving({}, async (place, ranges) => {
      await truncate(await fetchFile({ ...file, places: [place()] }), 1000);
      assert.deepEqual(
        new Uint8Array(await readFile(await fetchFile({ ...file, places: [place()] }))),
        content,
      );
      assert.equal(ranges.length, 2);
    })
  ));

Deno.test("a file that no place has is one message with each place's reason", () =>
  alone(() =>
    serving({ status: 404 }, async (place) => {
      const closed = webPlace(() => "http://127.0.0.1:1/x", { label: "a closed port", ...quiet });
      await says(
        fetchFile({ ...file, places: [closed, place()] }),
        /- the mirror folder .*: expected part\/weights\.bin but found no such file/,
        /- a closed port: could not reach/,
        /- the server: .* answered 404/,
      );
    })
  ));

Deno.test("waiting for a place that does not answer ends in time", () =>
  alone(async () => {
    const server = createServer(() => {});
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const mute = webPlace((name) => `${url}/${name}`, { label: "a mute server", answerWithin: 100 });
    await says(
      fetchFile({ ...file, places: [mute] }),
      /a mute server: could not reach .*: no answer within 0\.1 s/,
    );
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }));

Deno.test("a server that sends more than the stated size is stopped there, and nothing is kept", () =>
  alone(({ cache }) =>
    serving({ body: new Uint8Array(3_000_000) }, async (place) => {
      await says(
        fetchFile({ ...file, places: [place()] }),
        /the server: expected 300000 bytes of http:.*weights\.bin but it sends more/,
      );
      assert.ok(!existsSync(path.join(cache, "downloads", "parts", sha256)));
    })
  ));

Deno.test("a busy server is asked again a few times, as its Retry-After says", () =>
  alone(() =>
    serving({ busy: ["0", new Date(Date.now() - 1000).toUTCString(), undefined] }, async (place, ranges) => {
      await fetchFile({ ...file, places: [place({ waits: [9, 9, 0.01] })] });
      assert.equal(ranges.length, 4);
    })
  ));

Deno.test("a server that stays busy, or asks to wait for long, is the reason", () =>
  alone(async () => {
    await serving({ busy: ["0", "0", "0"] }, async (place) => {
      const impatient = place({ waits: [1, 1] });
      await says(
        fetchFile({ ...file, places: [impatient] }),
        /the server: http.* answered 503.*to wait for 0 s/,
      );
    });
    await serving({ busy: ["3600"] }, async (place, ranges) => {
      await says(fetchFile({ ...file, places: [place()] }), /answered 503.*, and asks to wait for 3600 s/);
      assert.equal(ranges.length, 1);
    });
  }));

Deno.test("a link in place of a partial file is not written through", () =>
  alone(({ cache }) =>
    serving({}, async (place) => {
      const part = path.join(cache, "downloads", "parts", sha256);
      const elsewhere = path.join(cache, "elsewhere");
      await mkdir(path.dirname(part), { recursive: true });
      await writeFile(elsewhere, "mine");
      await symlink(elsewhere, part);
      await fetchFile({ ...file, places: [place()] });
      assert.equal(await readFile(elsewhere, "utf8"), "mine");
    })
  ));
