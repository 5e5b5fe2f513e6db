/** The tensor engine of a browser, where `lib/engine` is that of a computer: tfjs in plain JavaScript. */
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";

export * as tf from "@tensorflow/tfjs-core";
