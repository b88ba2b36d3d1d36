/* Words that stand beside each other in a query, near each other in a document: kb/query/nearness.py once more. */

/* What stands side by side in a query, each pair once, as [a, b, the tokens of both]; a word is [its units, its tokens]. */
export const neighbours = (words) => {
  const found = new Map();
  words.slice(1).forEach(([units, tokens], at) => {
    const [a, b] = [words[at][0], units].map((one) => ` ${one.join(" ")} `);
    if (a !== b) found.set(`${a}|${b}`, [a, b, [...words[at][1], ...tokens]]);
  });
  return [...found.values()];
};

const places = (word, line) => {
  const found = [];
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + word.length - 1)) found.push(at);
  return found;
};

/* How often the first word stands in a field with the second one near it, on either side. */
const times = (a, b, line, reach) => {
  const others = places(b, line);
  let count = 0;
  let at = 0;
  for (const place of others.length ? places(a, line) : []) {
    while (at < others.length && others[at] + b.length < place - reach) at += 1;
    if (at < others.length && others[at] <= place + a.length + reach) count += 1;
  }
  return count;
};

/* What the pairs [a, b, …, how rare] add to the score of a document with these fields as sequences of units. */
export const nearness = (pairs, fields, { k1, near: { reach, share, within } }) => {
  const lines = fields.map((line) => line.slice(0, within));
  return pairs.reduce((total, [a, b, , says]) => {
    const often = lines.reduce((sum, line) => sum + times(a, b, line, reach), 0);
    return total + (share * says * (often * (k1 + 1))) / (often + k1);
  }, 0);
};
