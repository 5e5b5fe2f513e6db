/** Asks a server over HTTP, and asks again where it is busy. */
import { messageOf, withoutPasswords } from "../base/mod.ts";

export interface AskOptions {
  /** Milliseconds to wait for an answer; default 8,000. */
  readonly answerWithin?: number;
  /** Seconds to wait before each new try of a busy server, where it does not say how long; default 1, 2, 4, 8. */
  readonly waits?: readonly number[];
}

/** A server that asks for more seconds than this is not waited for. */
const LONGEST = 120;

/** Answers of a server that is busy: too many requests, and not available for now. */
const BUSY = [429, 503];

/**
 * An answer, whatever its status. A server that answers 429 or 503 is asked again a few times, after as long as its
 * `Retry-After` says.
 *
 * @param stop Ends the request, and the reading of its answer, when it is aborted.
 * @throws Error where the server cannot be reached or does not answer in time.
 */
export async function askWeb(
  url: string,
  init: RequestInit,
  { answerWithin = 8_000, waits = [1, 2, 4, 8] }: AskOptions = {},
  stop: AbortController = new AbortController(),
): Promise<Response> {
  for (let attempt = 0;; attempt++) {
    const response = await askOnce(url, init, answerWithin, stop);
    if (!BUSY.includes(response.status) || attempt >= waits.length) return response;
    const seconds = retryAfter(response) ?? waits[attempt];
    if (seconds > LONGEST) return response;
    await response.body?.cancel();
    const shown = withoutPasswords(url);
    console.warn(`${shown} answered ${response.status}; trying again in ${Number(seconds.toFixed(1))} s`);
    await new Promise((done) => setTimeout(done, 1000 * seconds));
  }
}

async function askOnce(
  url: string,
  init: RequestInit,
  answerWithin: number,
  stop: AbortController,
): Promise<Response> {
  const late = new Error(`no answer within ${answerWithin / 1000} s`);
  const timer = setTimeout(() => stop.abort(late), answerWithin);
  try {
    // Compressed, an answer would have another size than was announced.
    const headers = { ...init.headers as Record<string, string>, "accept-encoding": "identity" };
    return await fetch(url, { ...init, headers, signal: stop.signal });
  } catch (error) {
    const reason = stop.signal.aborted ? messageOf(stop.signal.reason) : firstLine(error);
    throw new Error(withoutPasswords(`could not reach ${url}: ${reason}`));
  } finally {
    clearTimeout(timer);
  }
}

/** What an answer without content says: its address and its status. */
export function refusal(url: string, { status, statusText, headers }: Response): Error {
  const wait = BUSY.includes(status) ? headers.get("retry-after") : null;
  const text = `${url} answered ${status} ${statusText}`.trim() +
    (wait ? `, and asks to wait for ${wait} s` : "");
  return new Error(withoutPasswords(text));
}

/** The seconds that an answer asks to wait for, of which it may give the number or a date. */
function retryAfter({ headers }: Response): number | undefined {
  const value = headers.get("retry-after");
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

/** Why a request failed, in one line. */
export function firstLine(error: unknown): string {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return messageOf(cause).split("\n")[0].replace(/^error sending request for url \(.*?\): /, "");
}
