/* `begin*` → the tokens of the words that begin so: kb/query/holding.py once more. */

const MOST_WORDS = 30;
const ENDINGS = ["ations", "ators", "ements", "ments", "ings", "ions", "iveness", "fulness", "ousness", "ally", "ities", "edly"];

/* Shorter tokens that may be the stem of what a prefix begins. */
const stemsOf = (prefix, unit) => {
  const found = [unit(prefix)];
  for (let cut = 1; cut < 7 && cut < prefix.length; cut += 1) {
    const rest = prefix.slice(-cut);
    if (ENDINGS.some((ending) => ending.startsWith(rest))) found.push(prefix.slice(0, -cut));
  }
  return new Set(found);
};

/* `listed` are [token, …] of everything that begins with the first two letters. */
export const begun = (prefix, listed, unit) => {
  const stems = stemsOf(prefix, unit);
  const found = listed.map(([token]) => token).filter((token) => token.startsWith(prefix) || stems.has(token));
  return found.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, MOST_WORDS);
};
