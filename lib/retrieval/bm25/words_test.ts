import assert from "node:assert/strict";
import { buildBM25 } from "./bm25.ts";
import { words } from "./words.ts";

/** By script: a text, and its words. */
const scripts: Record<string, [text: string, words: string]> = {
  Latin: ["L'Été, Straße & ŁÓDŹ №7", "l été strasse łódź 7"],
  Greek: ["Ο ΣΊΣΥΦΟΣ, ο Σίσυφος", "ο σίσυφοσ ο σίσυφοσ"],
  Cyrillic: ["Йод и ЁЛКА — ёлка", "йод и ёлка ёлка"],
  Arabic: ["مُحَمَّد، كتاب ٢٠٢٤", "مُحَمَّد كتاب ٢٠٢٤"],
  Hebrew: ["שָׁלוֹם, עולם־טוב", "שָׁלוֹם עולם טוב"],
  Devanagari: ["हिन्दी में नमस्ते।", "हिन्दी में नमस्ते"],
  Tamil: ["தமிழ் மொழி!", "தமிழ் மொழி"],
  Hangul: ["한국어를 배우다.", "한국어를 배우다"],
  Chinese: ["我喜欢喝绿茶和咖啡。", "我 喜欢 喝 绿茶 和 咖啡"],
  Japanese: ["私は猫が好きです。東京タワー", "私 は 猫 が 好き です 東京タワー"],
  Thai: ["ผมชอบกินข้าวผัด", "ผม ชอบ กิน ข้าว ผัด"],
  Khmer: ["ខ្ញុំចូលចិត្តបាយ", "ខ្ញុំ ចូល ចិត្ត បាយ"],
};

for (const [script, [text, expected]] of Object.entries(scripts)) {
  Deno.test(`words of ${script}: composed or decomposed, they are whole and the same`, () => {
    const normalised = expected.split(" ").map((word) => word.normalize("NFC"));
    for (const form of ["NFC", "NFD"]) assert.deepEqual(words(text.normalize(form)), normalised, form);
  });
}

Deno.test("a query in one form of Unicode finds passages in the other", () => {
  const index = buildBM25(["caf\u00e9 au lait", "tea", "cafe noir"]);
  assert.deepEqual([...index.search("cafe\u0301", 3).positions], [0]);
  assert.deepEqual([...index.search("CAFE\u0301", 3).positions], [0]);
});

Deno.test("a query in Chinese finds passages that hold its words", () => {
  const index = buildBM25(["我喜欢喝咖啡。", "我喜欢喝绿茶。", "天气很好。"]);
  assert.deepEqual([...index.search("绿茶", 3).positions], [1]);
});

Deno.test("cases are folded: sharp s, ligatures, final sigma, long s; the dotless i is a letter of its own", () => {
  for (
    const [one, other] of [
      ["STRASSE", "straße"],
      ["straẞe", "strasse"],
      ["ﬁsh", "fish"],
      ["ΟΔΟΣ", "οδος"],
      ["ſame", "SAME"],
      ["İ", "i\u0307"],
      ["ŉ", "ʼn"],
      ["\u212aelvin", "kelvin"],
    ]
  ) assert.deepEqual(words(one), words(other), one);
  assert.notDeepEqual(words("ı"), words("i"));
});

Deno.test("characters that are not seen do not divide words; a space of no width does", () => {
  assert.deepEqual(words("co\u00adoperate نمی\u200cخواهم"), ["cooperate", "نمیخواهم"]);
  assert.deepEqual(words("one\u200btwo"), ["one", "two"]);
  assert.deepEqual(words("\u0301 \ud800 \u2014"), []);
});

Deno.test("scripts side by side are divided where one writes no spaces", () => {
  assert.deepEqual(words("ABC球星 covid-19 naïve"), ["abc", "球", "星", "covid", "19", "naïve"]);
});

Deno.test("ASCII texts have the words that they had: runs of letters and digits in lower case", () => {
  const text = "Don't (re-)read U.S. e-mail_2 at 3.5%\tNOW\0then";
  assert.deepEqual(words(text), text.toLowerCase().match(/[a-z0-9]+/g));
  assert.deepEqual(words(""), []);
  assert.deepEqual(words("a"), ["a"]);
});
