/** A real browser for tests: Chromium without a window, driven by the DevTools protocol. */
import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { which } from "../base/mod.ts";

/** Names of the program; Debian's comes first. */
const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** The program; undefined where there is none. */
export const chromium = process.env.KIT_CHROMIUM || NAMES.flatMap((name) => which(name) ?? []).at(0);

/** Runs tests in a browser where there is one, and says so elsewhere. */
export function browserTest(
  name: string,
  body: (page: Page, step: (name: string, body: () => Promise<void>) => Promise<unknown>) => Promise<void>,
): void {
  // CI machines have one: where it is not found there, the tests fail.
  const leftOut = !chromium && !process.env.CI;
  Deno.test({
    name: leftOut ? `${name} (left out: no Chromium on the PATH or in KIT_CHROMIUM)` : name,
    ignore: leftOut,
    fn: (test) => inChromium((page) => body(page, (name, body) => test.step(name, body))),
    // The program is another process, whose pipes close a moment after it.
    sanitizeOps: false,
    sanitizeResources: false,
  });
}

/** A tab. */
export interface Page {
  /** Opens an address, and waits until it is loaded. */
  open(url: string): Promise<void>;
  /** The value of an expression, awaited. */
  evaluate<T>(expression: string): Promise<T>;
  /** Waits until an expression is true. */
  until(expression: string): Promise<void>;
  /** Presses a key, such as `Tab` or `ArrowRight`. */
  press(key: string): Promise<void>;
  /** Drags with the mouse from a place to another, in pixels of the page. */
  drag(from: readonly [number, number], to: readonly [number, number]): Promise<void>;
  click(at: readonly [number, number]): Promise<void>;
  resize(width: number, height: number, options?: { dark?: boolean }): Promise<void>;
  screenshot(file: string): Promise<void>;
  /** Saves downloads into a folder. */
  downloadsTo(folder: string): Promise<void>;
  /** What the console and the browser said of errors. */
  readonly errors: string[];
}

export async function inChromium(body: (page: Page) => Promise<void>): Promise<void> {
  const profile = await mkdtemp(path.join(tmpdir(), "chromium-"));
  const child = spawn(chromium!, [
    ...["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"],
    ...["--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
  ], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let said = "";
      child.stderr.on("data", (bytes) => {
        said += bytes;
        const [, found] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
        if (found) resolve(found);
      });
      child.once("exit", () => reject(new Error(`Chromium ended: ${said}`)));
    });
    const { close, page } = await openPage(address);
    try {
      await body(page);
    } finally {
      await close();
    }
  } finally {
    child.kill();
    await ended;
    // Its helpers may still write there: a folder that is left is no failure of a test.
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => {});
  }
}

type Fields = Record<string, unknown>;

async function openPage(address: string): Promise<{ close: () => Promise<void>; page: Page }> {
  const socket = new WebSocket(address);
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  const waiting = new Map<number, (message: Fields) => void>();
  const listeners = new Map<string, (parameters: Fields) => void>();
  const errors: string[] = [];
  let count = 0;
  const session: { id?: string } = {};
  socket.addEventListener("message", ({ data }) => {
    const message = JSON.parse(data);
    waiting.get(message.id)?.(message);
    listeners.get(message.method)?.(message.params);
  });
  const ask = async <T = Fields>(method: string, parameters: Fields = {}): Promise<T> => {
    const id = ++count;
    const answer = new Promise<Fields>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params: parameters, sessionId: session.id }));
    const { result, error } = await answer;
    if (error) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result as T;
  };
  const { targetId } = await ask("Target.createTarget", { url: "about:blank" });
  session.id =
    (await ask<{ sessionId: string }>("Target.attachToTarget", { targetId, flatten: true })).sessionId;
  listeners.set("Runtime.exceptionThrown", (event) => errors.push(JSON.stringify(event)));
  listeners.set("Log.entryAdded", ({ entry }) => {
    const { level, text, url } = entry as { level: string; text: string; url?: string };
    if (level === "error") errors.push(`${text} ${url ?? ""}`);
  });
  listeners.set("Runtime.consoleAPICalled", (event) => {
    if (event.type === "error") errors.push(JSON.stringify(event.args));
  });
  for (const domain of ["Page", "Runtime", "Log"]) await ask(`${domain}.enable`);
  const close = async () => {
    delete session.id;
    await ask("Browser.close");
    socket.close();
  };
  return { close, page: pageOf(ask, listeners, errors) };
}

/** Seconds after which a test gives up waiting: a machine may have much else to do. */
const PATIENCE = 120;

/**
 * Waits until something is true.
 *
 * @param holds What cannot be said yet, because it throws, is not true yet.
 * @param expected Says what was waited for.
 */
export async function waitFor(
  holds: () => boolean | Promise<boolean>,
  expected: () => string,
): Promise<void> {
  const end = Date.now() + 1000 * PATIENCE;
  let thrown: unknown;
  while (true) {
    try {
      if (await holds()) return;
      thrown = undefined;
    } catch (error) {
      thrown = error;
    }
    if (Date.now() > end) throw new Error(`Expected within ${PATIENCE} s: ${expected()}`, { cause: thrown });
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

function pageOf(
  ask: <T = Fields>(method: string, parameters?: Fields) => Promise<T>,
  listeners: Map<string, (parameters: Fields) => void>,
  errors: string[],
): Page {
  const mouse = (type: string, [x, y]: readonly [number, number]) =>
    ask("Input.dispatchMouseEvent", {
      type,
      x,
      y,
      button: "left",
      buttons: type === "mouseReleased" ? 0 : 1,
      clickCount: 1,
    });
  const page: Page = {
    errors,
    async open(url) {
      const loaded = new Promise<void>((resolve) => listeners.set("Page.loadEventFired", () => resolve()));
      await ask("Page.navigate", { url });
      await loaded;
    },
    async evaluate<T>(expression: string) {
      const { result, exceptionDetails } = await ask<{ result: { value: T }; exceptionDetails?: Fields }>(
        "Runtime.evaluate",
        { expression, awaitPromise: true, returnByValue: true },
      );
      if (exceptionDetails) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
      return result.value;
    },
    until(expression) {
      return waitFor(
        () => page.evaluate<boolean>(`Boolean(${expression})`),
        () => `${expression}. ${errors.join("\n")}`,
      );
    },
    async press(key) {
      const code = ({ Tab: 9, Enter: 13, ArrowRight: 39, ArrowLeft: 37 } as Record<string, number>)[key];
      const event = { key, code: key, windowsVirtualKeyCode: code, ...(key === "Enter" && { text: "\r" }) };
      await ask("Input.dispatchKeyEvent", { type: "keyDown", ...event });
      await ask("Input.dispatchKeyEvent", { type: "keyUp", ...event });
    },
    async drag(from, to) {
      await ask("Input.dispatchMouseEvent", { type: "mouseMoved", x: from[0], y: from[1] });
      await mouse("mousePressed", from);
      for (const share of [0.3, 0.6, 1]) {
        await mouse("mouseMoved", [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]);
      }
      await mouse("mouseReleased", to);
    },
    async click(at) {
      await ask("Input.dispatchMouseEvent", { type: "mouseMoved", x: at[0], y: at[1] });
      await mouse("mousePressed", at);
      await mouse("mouseReleased", at);
    },
    async resize(width, height, { dark = false } = {}) {
      await ask("Emulation.setDeviceMetricsOverride", {
        width,
        height,
        deviceScaleFactor: 1,
        mobile: width < 600,
      });
      const features = [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }];
      await ask("Emulation.setEmulatedMedia", { features });
    },
    async downloadsTo(folder) {
      await ask("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
    },
    async screenshot(file) {
      const { data } = await ask<{ data: string }>("Page.captureScreenshot", {});
      await Deno.writeFile(file, Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)));
    },
  };
  return page;
}
