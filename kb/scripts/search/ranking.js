/* Postings and a query → documents, best first: kb/query/ranking.py and answering.py once more. */

import { isHan } from "./analysis.js";

export const rarity = (documents, holding) => Math.log(1 + (documents - holding + 0.5) / (holding + 0.5));

/* Every document that matches; `postings` gives [[document, frequency], …] for a token. */
export const matches = (query, postings, table, allowed) => {
  const { rules, documents } = table;
  const { count } = table;
  const scores = new Float64Array(table.size);
  const shares = new Float64Array(table.size);
  const held = new Set();
  const holding = [];
  let known = 0;
  let unknown = 0;
  const add = (token, weight) => {
    const list = postings(token);
    const factor = weight * rarity(count, list.length);
    for (const [document, frequency] of list) {
      const damping = rules.k1 * (1 - rules.b + (rules.b * documents.length[document]) / table.average);
      scores[document] += (factor * (frequency * (rules.k1 + 1))) / (frequency + damping);
    }
    return factor;
  };
  query.terms.forEach(({ token, weight, inner }, at) => {
    const factor = add(token, weight);
    const holders = new Set(postings(token).map(([document]) => document));
    for (const expansion of query.expansions) {
      if (expansion.covers.has(at)) for (const [document] of postings(expansion.token)) holders.add(document);
    }
    holding.push(holders);
    if (holders.size) known += factor;
    else unknown += isPair(token, inner) ? rules.seam * factor : factor;
    for (const document of holders) {
      shares[document] += factor;
      if (!inner) held.add(document); // more than single characters of longer words
    }
  });
  for (const { token, weight } of query.expansions) add(token, weight);
  const found = Array.from(held, (document) => ({
    document,
    share: shares[document] / known,
    ofAll: shares[document] / (known + unknown),
  })).filter(({ document }) => allowed(document));
  const few = kept(found, query, holding, postings, rules, (rules.least * (known + unknown)) / known);
  return few.map((match) => ({ ...match, score: scores[match.document] * table.worth(match.document) }));
};

/* Two characters of a Chinese run. */
const isPair = (token, inner) => !inner && [...token].length > 1 && isHan(token);

/* Those that hold most of the query; while they are few, those that hold some, then any word of a short one. */
const kept = (found, query, holding, postings, rules, least) => {
  for (const enough of [rules.full, rules.some]) {
    const some = found.filter(({ share }) => share >= Math.max(enough, least));
    if (some.length >= rules.few) return some;
  }
  const short = query.groups.length <= rules.short;
  const named = new Set(short ? query.expansions.flatMap(({ token }) => postings(token).map(([document]) => document)) : []);
  const groups = short ? query.groups : [];
  const anyWord = ({ document }) => named.has(document) || groups.some((group) => group.every((at) => holding[at].has(document)));
  return found.filter((match) => match.share >= Math.max(rules.some, least) || anyWord(match));
};

const rounded = (score) => Math.round(score * 1e6) / 1e6;

/* What was taken back comes last; before all others what holds everything that was asked; of equal ones the newest. */
export const ordered = (found, table) =>
  found
    .map((match) => ({
      ...match,
      aside: table.isAside(match.document),
      part: match.share < table.rules.all,
      points: rounded(match.score),
    }))
    .sort((a, b) => a.aside - b.aside || a.part - b.part || b.points - a.points || table.rank[a.document] - table.rank[b.document]);

/* The first match of an entry and its translations, which knows of all of them that matched. */
export const eachOnce = (found, table) => {
  const first = new Map();
  for (const match of found) {
    const group = table.groups.get(match.document)?.[0][0] ?? match.document;
    const before = first.get(group);
    if (before) before.members.push(match.document);
    else first.set(group, { ...match, members: [match.document] });
  }
  return [...first.values()];
};

/* Everything that passes the filters. */
export const browsed = (table, allowed) =>
  ordered(table.order.map((document) => ({ document, score: 0, share: 1, ofAll: 1 })).filter(({ document }) => allowed(document)), table);
