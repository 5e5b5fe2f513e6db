/** The engine of this process, started when this file is first imported. */
import { start } from "./start.ts";

const started = await start();

/** tfjs, with the fastest backend of this machine set and ready. */
export const tf = started.tf;

/** What runs `tf` here. */
export const engine = started.info;
