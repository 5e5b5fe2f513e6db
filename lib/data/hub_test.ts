import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { UserError } from "../base/mod.ts";
import { fetchHubModel, isHubId } from "./hub.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const bytes = (text: string) => new TextEncoder().encode(text);
const weights = new Uint8Array(200_000).map((_, i) => (i * i) % 251);

const MODEL: Record<string, Uint8Array> = {
  "config.json": bytes('{"model_type": "bert"}'),
  "model.safetensors": weights,
  "tokenizer.json": bytes("{}"),
  "modules.json": bytes('[{"path": ""}, {"path": "1_Pooling"}, {"path": "../up"}]'),
  "1_Pooling/config.json": bytes('{"pooling_mode": "cls"}'),
};

interface Asked {
  method: string;
  url: string;
  range?: string;
}

/** Runs a test with its own cache and mirror, and a hub that answers like the real one. */
async function withHub(
  files: Record<string, Uint8Array>,
  run: (
    hub: { asked: Asked[]; cache: string; mirror: string; breakOff(): void; beBusy(): void; flood(): void },
  ) => Promise<void>,
): Promise<void> {
  const base = await mkdtemp(path.join(tmpdir(), "hub-"));
  const [cache, mirror] = [path.join(base, "cache"), path.join(base, "mirror")];
  const asked: Asked[] = [];
  let broken = false, busy = 0, floods = false;
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    asked.push({ method, url, range: headers.range });
    if (busy > 0) return response.writeHead(busy-- % 2 ? 429 : 503, { "retry-after": "0" }).end();
    const [, owner, , revision, name] = /^\/(\w+)\/(\w+)\/resolve\/([^/]+)\/(.*)$/.exec(url) ?? [];
    if (url.startsWith("/storage/")) return send(files[url.slice("/storage/".length)]);
    if (owner === "old") {
      return response.writeHead(307, { location: url.replace("old", "owner") }).end();
    }
    const content = files[name];
    const common = { "x-repo-commit": COMMIT };
    if (!content || (revision !== "main" && revision !== COMMIT)) return response.writeHead(404).end();
    if (name.endsWith(".safetensors")) {
      return response.writeHead(302, {
        ...common,
        "x-linked-etag": `"${createHash("sha256").update(content).digest("hex")}"`,
        "x-linked-size": content.length,
        location: `http://localhost:${(server.address() as AddressInfo).port}/storage/${name}`,
      }).end();
    }
    const etag = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
    send(content, { ...common, etag: `W/"${etag}"` });

    function send(content: Uint8Array, more: Record<string, string> = {}): void {
      const from = Number(/bytes=(\d+)-/.exec(headers.range ?? "")?.[1] ?? 0);
      const rest = content.subarray(from);
      const length = floods && method === "GET" ? {} : { "content-length": rest.length };
      response.writeHead(from > 0 ? 206 : 200, { ...more, ...length });
      if (method === "HEAD") response.end();
      else if (floods) {
        // Until the other side hangs up.
        const more = () =>
          response.writable && response.write(new Uint8Array(100_000), () => setTimeout(more));
        response.write(rest, more);
      } else if (broken && rest.length > 1000) {
        broken = false;
        response.write(rest.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 50));
      } else response.end(rest);
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const before = { ...process.env };
  const warn = console.warn;
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  Object.assign(process.env, { KIT_CACHE: cache, KIT_MIRROR: mirror, HF_ENDPOINT: endpoint });
  console.warn = () => {};
  try {
    await run({
      asked,
      cache,
      mirror,
      breakOff: () => broken = true,
      beBusy: () => busy = 2,
      flood: () => floods = true,
    });
  } finally {
    console.warn = warn;
    for (const name of ["KIT_CACHE", "KIT_MIRROR", "HF_ENDPOINT"]) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await rm(base, { recursive: true });
  }
}

async function says(promise: Promise<unknown>, ...patterns: RegExp[]): Promise<void> {
  await assert.rejects(promise, (error: Error) => {
    assert.ok(error instanceof UserError, String(error.stack));
    for (const pattern of patterns) assert.match(error.message, pattern);
    return true;
  });
}

Deno.test("a model comes from the hub once, with its commit and checksums kept, then from the cache", () =>
  withHub(MODEL, async ({ asked, cache }) => {
    const folder = await fetchHubModel("owner/model");
    assert.equal(folder, path.join(cache, "downloads", "owner", "model"));
    for (const [name, content] of Object.entries(MODEL)) {
      assert.deepEqual(new Uint8Array(await readFile(path.join(folder, name))), content, name);
    }
    const record = JSON.parse(await readFile(path.join(folder, "hub.json"), "utf8"));
    assert.equal(record.revision, "main");
    assert.equal(record.commit, COMMIT);
    assert.equal(record.files.length, 5);
    const gets = asked.filter(({ method, url }) => method === "GET" && url.endsWith("model.safetensors"));
    assert.deepEqual(gets.map(({ url }) => url), [
      `/owner/model/resolve/${COMMIT}/model.safetensors`,
      "/storage/model.safetensors",
    ]);
    const before = asked.length;
    assert.equal(await fetchHubModel("owner/model"), folder);
    assert.equal(asked.length, before);
  }));

Deno.test("a broken download continues where it stopped, and a damaged file is fetched again", () =>
  withHub(MODEL, async ({ asked, breakOff }) => {
    breakOff();
    const folder = await fetchHubModel("owner/model");
    assert.match(asked.findLast(({ url }) => url.startsWith("/storage/"))!.range!, /^bytes=[1-9]\d*-$/);
    const file = path.join(folder, "model.safetensors");
    await writeFile(file, weights.map((byte) => byte ^ 1));
    await fetchHubModel("owner/model");
    assert.deepEqual(new Uint8Array(await readFile(file)), weights);
  }));

Deno.test("the mirror folder is the first place, and nothing is asked", () =>
  withHub(MODEL, async ({ asked, mirror }) => {
    const there = path.join(mirror, "owner", "model");
    await mkdir(there, { recursive: true });
    await writeFile(path.join(there, "config.json"), "{}");
    assert.equal(await fetchHubModel("owner/model"), there);
    assert.deepEqual(asked, []);
  }));

Deno.test("a renamed model is followed, and a revision has its own folder", () =>
  withHub(MODEL, async ({ asked }) => {
    const folder = await fetchHubModel(`old/model@${COMMIT}`);
    assert.equal(path.basename(folder), `model@${COMMIT}`);
    assert.ok(asked.every(({ url }) => url.startsWith("/storage/") || url.includes(`/resolve/${COMMIT}/`)));
    await says(fetchHubModel("owner/model@other"), /has no config\.json at revision other/);
  }));

Deno.test("shards are those that the index names", async () => {
  const { "model.safetensors": whole, ...rest } = MODEL;
  const index = (a: string, b: string) => bytes(JSON.stringify({ weight_map: { x: a, y: b, z: a } }));
  const shards = { "one.safetensors": whole, "two.safetensors": whole.subarray(0, 5000) };
  const name = "model.safetensors.index.json";
  await withHub({ ...rest, ...shards, [name]: index("one.safetensors", "two.safetensors") }, async () => {
    const folder = await fetchHubModel("owner/model");
    assert.ok(
      existsSync(path.join(folder, "one.safetensors")) && existsSync(path.join(folder, "two.safetensors")),
    );
  });
  await withHub({ ...rest, [name]: index("one.safetensors", "two.safetensors") }, async () => {
    await says(fetchHubModel("owner/model"), /its index names one\.safetensors but it has no such file/);
  });
  await withHub({ ...rest, [name]: index("../../one", "two.safetensors") }, async () => {
    await says(fetchHubModel("owner/model"), /the names of files in its index but found \.\.\/\.\.\/one/);
  });
});

Deno.test("a model with only pickled weights is refused, with the way to convert them", async () => {
  const { "model.safetensors": pickled, ...rest } = MODEL;
  await withHub({ ...rest, "pytorch_model.bin": pickled }, async () => {
    await says(fetchHubModel("owner/model"), /has none, only pytorch_model\.bin.*save_pretrained/s);
  });
});

Deno.test("a model that no place has is one message with each place's reason", () =>
  withHub({}, async () => {
    await says(
      fetchHubModel("owner/model"),
      /- the mirror folder: there is no .*mirror.owner.model.config\.json/,
      /- the cache: there is no .*hub\.json/,
      /- the model hub: .*owner\/model has no config\.json at revision main/,
      /put its files into .*mirror.owner.model/,
    );
    process.env.HF_ENDPOINT = "http://127.0.0.1:1";
    await says(fetchHubModel("owner/model"), /- the model hub: could not reach http:\/\/127\.0\.0\.1:1/);
  }));

Deno.test("only an owner and a model make an id", () => {
  for (const id of ["microsoft/mpnet-base", "a/b.c@main", "a/b@refs/pr/1"]) assert.ok(isHubId(id), id);
  for (const no of ["tiny", "./a/b", "/a/b", "a/b/c", "../a", "a/..", "a/b@../c"]) {
    assert.ok(!isHubId(no), no);
  }
});

Deno.test("a busy hub is asked again", () =>
  withHub(MODEL, async ({ beBusy }) => {
    beBusy();
    assert.ok(existsSync(path.join(await fetchHubModel("owner/model"), "config.json")));
  }));

Deno.test("a hub that sends more than it said is not followed, and its password is not printed", async () => {
  await withHub(MODEL, async ({ flood }) => {
    const address = process.env.HF_ENDPOINT!;
    process.env.HF_ENDPOINT = address.replace("//", "//me:secret@");
    flood();
    await says(
      fetchHubModel("owner/model"),
      /expected 22 bytes of http:\/\/\*\*\*@127.*config\.json but it sends/,
    );
  });
  await withHub(MODEL, async () => {
    process.env.HF_ENDPOINT = "http://me:secret@127.0.0.1:1";
    const error = await fetchHubModel("owner/model").catch(String);
    assert.match(error, /could not reach http:\/\/\*\*\*@127\.0\.0\.1:1/);
    assert.doesNotMatch(error, /secret/);
  });
});
