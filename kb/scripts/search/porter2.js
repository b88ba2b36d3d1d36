/* English words → stems: kb/analysis/porter2.py once more, rule for rule. A test compares both on one word list. */

const EXCEPTIONS = new Map([
  ["skis", "ski"], ["skies", "sky"], ["dying", "die"], ["lying", "lie"], ["tying", "tie"], ["idly", "idl"],
  ["gently", "gentl"], ["ugly", "ugli"], ["early", "earli"], ["only", "onli"], ["singly", "singl"],
  ...["sky", "news", "howe", "atlas", "cosmos", "bias", "andes"].map((word) => [word, word]),
]);
const AFTER_PLURAL = new Set("inning outing canning herring earring proceed exceed succeed".split(" "));

const STEP2 = new Map(Object.entries({
  tional: "tion", enci: "ence", anci: "ance", abli: "able", entli: "ent", izer: "ize", ization: "ize",
  ational: "ate", ation: "ate", ator: "ate", alism: "al", aliti: "al", alli: "al", fulness: "ful", ousli: "ous",
  ousness: "ous", iveness: "ive", iviti: "ive", biliti: "ble", bli: "ble", ogi: "og", fulli: "ful",
  lessli: "less", li: "",
}));
const STEP3 = new Map(Object.entries({
  tional: "tion", ational: "ate", alize: "al", icate: "ic", iciti: "ic", ical: "ic", ful: "", ness: "", ative: "",
}));
const STEP4 = "al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize ion".split(" ");

/* Matches the longest of the suffixes that a word has. */
const ending = (suffixes) => new RegExp(`(?:${[...suffixes].sort((a, b) => b.length - a.length).join("|")})$`);

const END2 = ending(STEP2.keys());
const END3 = ending(STEP3.keys());
const END4 = ending(STEP4);
const VOWEL = /[aeiouy]/;
const SHORT = /(?:(?:^|[^aeiouy])[aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/;

const after = (word, from) => {
  const at = word.slice(from).search(/[aeiouy][^aeiouy]/);
  return at < 0 ? word.length : from + at + 2;
};

const regions = (word) => {
  const first = /^(?:gener|arsen)/.test(word) ? 5 : word.startsWith("commun") ? 6 : after(word, 0);
  return [first, after(word, first)];
};

const plural = (word) => {
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (/ie[ds]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  if (word.endsWith("s") && !/[us]s$/.test(word) && VOWEL.test(word.slice(0, -2))) return word.slice(0, -1);
  return word;
};

const mended = (word, first) => {
  if (/(?:at|bl|iz)$/.test(word)) return word + "e";
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(word)) return word.slice(0, -1);
  return first >= word.length && SHORT.test(word) ? word + "e" : word;
};

const past = (word, first) => {
  const eed = /eed(?:ly)?$/.exec(word);
  if (eed) return eed.index >= first ? word.slice(0, eed.index) + "ee" : word;
  const found = /(?:ingly|edly|ing|ed)$/.exec(word);
  if (!found || !VOWEL.test(word.slice(0, found.index))) return word;
  return mended(word.slice(0, found.index), first);
};

const step2 = (word, first) => {
  const found = END2.exec(word);
  if (!found || found.index < first) return word;
  const stem = word.slice(0, found.index);
  if (found[0] === "li" && !/[cdeghkmnrt]$/.test(stem)) return word;
  if (found[0] === "ogi" && !stem.endsWith("l")) return word;
  return stem + STEP2.get(found[0]);
};

const step3 = (word, first, second) => {
  const found = END3.exec(word);
  if (!found || found.index < first || (found[0] === "ative" && found.index < second)) return word;
  return word.slice(0, found.index) + STEP3.get(found[0]);
};

const step4 = (word, second) => {
  const found = END4.exec(word);
  if (!found || found.index < second) return word;
  const stem = word.slice(0, found.index);
  return found[0] === "ion" && !/[st]$/.test(stem) ? word : stem;
};

const step5 = (word, first, second) => {
  const at = word.length - 1;
  if (word.endsWith("e")) {
    return at >= second || (at >= first && !SHORT.test(word.slice(0, -1))) ? word.slice(0, -1) : word;
  }
  return word.endsWith("ll") && at >= second ? word.slice(0, -1) : word;
};

/* The stem of a lower-case English word without apostrophes. */
export const stem = (given) => {
  if (given.length < 3) return given;
  if (EXCEPTIONS.has(given)) return EXCEPTIONS.get(given);
  let word = given.replace(/(^|[aeiouy])y/g, "$1Y");
  const [first, second] = regions(word);
  word = plural(word);
  if (AFTER_PLURAL.has(word)) return word;
  word = past(word, first);
  if (/[^aeiouy][yY]$/.test(word) && word.length > 2) word = word.slice(0, -1) + "i";
  word = step3(step2(word, first), first, second);
  return step5(step4(word, second), first, second).replaceAll("Y", "y");
};
